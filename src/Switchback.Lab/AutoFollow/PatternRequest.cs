using System.Text;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Replication;

namespace Switchback.Lab.AutoFollow;

/// <summary>The body of <c>PUT /_ccr/auto_follow/{name}</c>: read, and every fault in it named at once.</summary>
public static class PatternRequest
{
    private const int LongestName = 255;

    public static AutoFollowPattern Parse(RestCall call)
    {
        var (name, body, profile) = (call["name"], call.Request.Body, call.Cluster.Profile);
        if (body.Length == 0) throw Errors.Parse("request body or source parameter is required");
        string? remote = null, follow = null;
        IReadOnlyList<string> patterns = [], exclusions = [];
        var settings = Settings.Empty;
        var parameters = new FollowParametersInput();
        var parser = parameters.Declare(new StrictParser("put_auto_follow_pattern_request", call.Warnings))
            .Text("remote_cluster", value => remote = value)
            .Texts("leader_index_patterns", value => patterns = value)
            .Text("follow_index_pattern", value => follow = value);
        if (profile.ExcludesFromAutoFollow) parser.Texts("leader_index_exclusion_patterns", value => exclusions = value);
        if (profile.OverridesFollowerSettings) parser.Object("settings", value => settings = Settings.Parse(value));
        parser.Parse(body);

        var complaints = parameters.Complaints().Concat(ComplaintsAbout(name)).ToList();
        if (remote is null) complaints.Add("[remote_cluster] is missing");
        if (patterns.Count == 0) complaints.Add("[leader_index_patterns] is missing");
        if (complaints.Count > 0) throw Errors.Validation([.. complaints]);
        return new AutoFollowPattern(name, remote!, patterns)
        {
            Exclusions = exclusions,
            FollowIndexPattern = follow,
            Settings = settings,
            Parameters = parameters,
            Creator = call.User,
        };
    }

    private static IEnumerable<string> ComplaintsAbout(string name)
    {
        if (name.Contains(',')) yield return "[name] name must not contain a ','";
        if (name.StartsWith('_')) yield return "[name] name must not start with '_'";
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes > LongestName) yield return $"[name] name is too long ({bytes} > {LongestName})";
    }
}
