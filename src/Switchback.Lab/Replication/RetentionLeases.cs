namespace Switchback.Lab.Replication;

/// <summary>
/// The leases of one shard, in the order they were taken. The first is the shard's own (peer recovery): it never expires and
/// follows the checkpoint. Every change raises the version. They survive restarts with the shard.
/// </summary>
public sealed class RetentionLeases
{
    private readonly List<RetentionLease> _leases = [];

    public long Version { get; private set; }

    /// <summary>The term of the primary that changed them last.</summary>
    public long PrimaryTerm { get; private set; }

    public IReadOnlyList<RetentionLease> All => _leases;

    /// <summary>The lowest number that any of them still needs.</summary>
    public long LowestRetained => _leases.Count == 0 ? long.MaxValue : _leases.Min(lease => lease.RetainingSeqNo);

    public RetentionLease? Find(string id) => _leases.Find(lease => lease.Id == id);

    public void Add(RetentionLease lease, long primaryTerm)
    {
        if (Find(lease.Id) is not null) throw LeaseErrors.AlreadyExists(lease.Id);
        _leases.Add(lease);
        Changed(primaryTerm);
    }

    public void Renew(string id, long retainingSeqNo, long timestamp, long primaryTerm)
    {
        var at = _leases.FindIndex(lease => lease.Id == id);
        if (at < 0) throw LeaseErrors.NotFound(id);
        if (retainingSeqNo < _leases[at].RetainingSeqNo) throw LeaseErrors.Invalid(_leases[at], retainingSeqNo);
        _leases[at] = _leases[at] with { RetainingSeqNo = retainingSeqNo, Timestamp = timestamp };
        Changed(primaryTerm);
    }

    public void Remove(string id, long primaryTerm)
    {
        if (_leases.RemoveAll(lease => lease.Id == id) == 0) throw LeaseErrors.NotFound(id);
        Changed(primaryTerm);
    }

    /// <summary>Drops what nobody renewed within the period. Returns whether anything went.</summary>
    public bool Expire(long now, long periodMillis, long primaryTerm)
    {
        if (_leases.RemoveAll(lease => lease.Expires && now - lease.Timestamp > periodMillis) == 0) return false;
        Changed(primaryTerm);
        return true;
    }

    /// <summary>As they are printed inside a reason.</summary>
    public override string ToString() => $"[{string.Join(", ", _leases)}]";

    private void Changed(long primaryTerm)
    {
        Version++;
        PrimaryTerm = primaryTerm;
    }
}
