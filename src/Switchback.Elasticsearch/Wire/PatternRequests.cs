namespace Switchback.Elasticsearch.Wire;

/// <summary>An auto-follow pattern as it is put.</summary>
/// <param name="Excluded">From 7.14.</param>
public sealed record PatternOrder(
    string Remote,
    IReadOnlyList<string> LeaderPatterns,
    IReadOnlyList<string> Excluded,
    string? FollowPattern,
    FollowParameters Parameters,
    IReadOnlyDictionary<string, string?>? Settings = null);

/// <summary>Auto-follow patterns. None of these touches a follower that exists already.</summary>
public static class PatternRequests
{
    public static readonly WireRequest All = new() { Method = HttpMethod.Get, Target = "/_ccr/auto_follow" };

    public static WireRequest One(string name) => new() { Method = HttpMethod.Get, Target = $"/_ccr/auto_follow/{Target.Name(name)}", Flaw = Target.FlawOf(name) };

    /// <summary>Replaces the whole definition, and un-pauses it.</summary>
    public static WireRequest Put(string name, PatternOrder order) => Change(HttpMethod.Put, name, "") with
    {
        Body = JsonBody.Of(body =>
        {
            body.WriteString(Fields.RemoteCluster, order.Remote);
            body.Strings(Fields.LeaderIndexPatterns, order.LeaderPatterns);
            if (order.Excluded.Count > 0) body.Strings(Fields.LeaderIndexExclusionPatterns, order.Excluded);
            if (order.FollowPattern is { } follow) body.WriteString(Fields.FollowIndexPattern, follow);
            if (order.Settings is { Count: > 0 } settings) body.Settings(Fields.Settings, settings);
            order.Parameters.Write(body);
        }),
        Since = order.Excluded.Count > 0 ? Since.ExclusionPatterns : order.Settings is { Count: > 0 } ? Since.FollowSettings : Since.Accepted,
    };

    public static WireRequest Delete(string name) => Change(HttpMethod.Delete, name, "");

    public static WireRequest Pause(string name) => Change(HttpMethod.Post, name, "/pause");

    public static WireRequest Resume(string name) => Change(HttpMethod.Post, name, "/resume");

    private static WireRequest Change(HttpMethod method, string name, string verb) => new()
    {
        Method = method,
        Target = $"/_ccr/auto_follow/{Target.Name(name)}{verb}",
        Kind = CallKind.Write,
        Power = Power.Operate,
        Flaw = Target.FlawOf(name),
    };
}
