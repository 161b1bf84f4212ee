namespace Switchback.Lab.Replication;

/// <summary>Somebody's claim on a shard's history: keep every operation from this number on.</summary>
public sealed record RetentionLease(string Id, long RetainingSeqNo, long Timestamp, string Source)
{
    public const string PeerRecovery = "peer recovery";

    public const string Ccr = "ccr";

    public bool Expires => Source != PeerRecovery;

    /// <summary>As it stands inside the reason of a follower that came too late.</summary>
    public override string ToString() =>
        $"RetentionLease{{id='{Id}', retainingSequenceNumber={RetainingSeqNo}, timestamp={Timestamp}, source='{Source}'}}";
}
