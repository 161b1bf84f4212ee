using System.Text.RegularExpressions;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.AutoFollow;

/// <summary>What a pattern calls the follower of an index, and the stream it is put into.</summary>
public static partial class FollowerName
{
    private const string LeaderIndex = "{{leader_index}}";

    public static string Of(AutoFollowPattern pattern, string leader, Profile profile)
    {
        if (pattern.FollowIndexPattern is not { } template) return leader;
        if (!profile.RenamesDataStreams || !leader.Contains(".ds-", StringComparison.Ordinal)) return Fill(template, leader);
        var parts = BackingIndex().Match(leader);
        if (!parts.Success)
        {
            throw Errors.IllegalArgument($"unable to determine follower index name from leader index name [{leader}] and follow index "
                + $"pattern: [{template}], index appears to follow a regular data stream backing pattern, but could not be parsed");
        }
        return $"{parts.Groups[1].Value}{Fill(template, parts.Groups[2].Value)}-{parts.Groups[3].Value}{parts.Groups[4].Value}";
    }

    /// <summary>Null where the stream keeps its name, or there is none.</summary>
    public static string? OfDataStream(AutoFollowPattern pattern, string? leaderStream, Profile profile) =>
        leaderStream is not null && pattern.FollowIndexPattern is { } template && profile.RenamesDataStreams ? Fill(template, leaderStream) : null;

    private static string Fill(string template, string name) => template.Replace(LeaderIndex, name, StringComparison.Ordinal);

    // .ds-logs-2026.11.21-000001: the prefix, the stream, the day, the generation.
    [GeneratedRegex(@"^(.*?\.ds-)(.+)-(\d{4}\.\d{2}\.\d{2})(-\d+)?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BackingIndex();
}
