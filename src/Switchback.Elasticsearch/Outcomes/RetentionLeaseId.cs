namespace Switchback.Elasticsearch.Outcomes;

/// <summary>
/// A lease that a follower holds on its leader:
/// <c>clusterB/bar/&lt;uuid&gt;-following-clusterA/foo/&lt;uuid&gt;</c>. Its parts are just what <c>forget_follower</c> needs.
/// </summary>
public sealed record RetentionLeaseId(
    string FollowerCluster, string FollowerIndex, string FollowerUuid, string Remote, string LeaderIndex, string LeaderUuid)
{
    private const string Between = "-following-";

    /// <summary>Null for anything else that holds history, such as a peer recovery's lease.</summary>
    public static RetentionLeaseId? Parse(string id)
    {
        // A cluster name may hold slashes and even "-following-"; index names and uuids hold neither, so both ends count from the outside in.
        var at = id.LastIndexOf(Between, StringComparison.Ordinal);
        if (at < 0) return null;
        var follower = SplitFromEnd(id[..at]);
        var leader = SplitFromEnd(id[(at + Between.Length)..]);
        if (follower is null || leader is null) return null;
        return new RetentionLeaseId(
            follower.Value.Name, follower.Value.Index, follower.Value.Uuid, leader.Value.Name, leader.Value.Index, leader.Value.Uuid);
    }

    public override string ToString() => $"{FollowerCluster}/{FollowerIndex}/{FollowerUuid}{Between}{Remote}/{LeaderIndex}/{LeaderUuid}";

    private static (string Name, string Index, string Uuid)? SplitFromEnd(string text)
    {
        var last = text.LastIndexOf('/');
        var first = last > 0 ? text.LastIndexOf('/', last - 1) : -1;
        if (first <= 0 || last == first + 1 || last == text.Length - 1) return null;
        return (text[..first], text[(first + 1)..last], text[(last + 1)..]);
    }
}
