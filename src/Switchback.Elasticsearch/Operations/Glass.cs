namespace Switchback.Elasticsearch.Operations;

/// <summary>The guards that two people may set aside, by the names that stand in requests and plans. There are no others.</summary>
public static class Glass
{
    /// <summary>What is deleted may be the only copy: its leader does not answer, is not ours to ask, or has it no more.</summary>
    public const string OnlyCopy = "only-copy";

    /// <summary>What the credential may do cannot be told, as when the cluster's own security index is down.</summary>
    public const string RightsUnseen = "rights-unseen";

    public static IReadOnlyList<string> All { get; } = [OnlyCopy, RightsUnseen];
}
