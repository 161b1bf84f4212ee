using Switchback.Core.Fleet;
using Switchback.Dashboard.Api;
using Switchback.Dashboard.Kit;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Dashboard.Pages.Links;

/// <summary>One auto-follow pattern as the page shows it.</summary>
/// <param name="Trouble">What went wrong lately, in the cluster's words; null when nothing did.</param>
/// <param name="Missed">Leader indices that it matches and nobody follows.</param>
public sealed record PatternLine(
    string Cluster, string Name, Grade Grade, string Word, string Remote, string Leaders, string Excluded, string Follower, int Followers, int Missed, string? Trouble, DateTimeOffset? TroubleAt)
{
    public string Key => $"{Cluster}/{Name}";

    /// <summary>Its followers, in the list of all.</summary>
    public string Query => $"/followers?query={Uri.EscapeDataString($"cluster:{Cluster} pattern:{Name}")}";

    public string MissedQuery => $"/followers?query={Uri.EscapeDataString($"cluster:{Cluster} pattern:{Name} verdict:not-followed")}";
}

/// <summary>A cluster whose answer is missing or old, in a sentence.</summary>
public sealed record SourceNote(string Cluster, string Sentence);

/// <summary>What the page of auto-follow patterns shows. Pure.</summary>
public sealed record AutoFollowView(IReadOnlyList<PatternLine> Lines, IReadOnlyList<SourceNote> Notes, bool IsAsking, DateTimeOffset? AsOf)
{
    public static AutoFollowView Of(FleetSnapshot snapshot, IFleetFacts facts)
    {
        var lines = new List<PatternLine>();
        var notes = new List<SourceNote>();
        var asking = false;
        DateTimeOffset? asOf = null;
        foreach (var member in snapshot.Members)
        {
            var known = facts.PatternsOf(member.Name);
            asking |= known is { Items: null, AsOf: null };
            if (known.AsOf is { } at && !(at > asOf)) asOf = at;
            if (Note(member.Name, "patterns", known) is { } note) notes.Add(note);
            var errors = facts.PatternErrorsOf(member.Name).Items ?? [];
            lines.AddRange((known.Items ?? []).OrderBy(pattern => pattern.Name, StringComparer.Ordinal).Select(pattern => Line(snapshot, member.Name, pattern, errors)));
        }

        return new AutoFollowView([.. lines.OrderByDescending(line => line.Grade == Grade.Risk)], notes, asking && lines.Count == 0, asOf);
    }

    internal static SourceNote? Note<T>(string cluster, string what, Known<T> known) => known switch
    {
        { Items: null, AsOf: null } => null,
        { Problem: { } problem, Items: null } => new SourceNote(cluster, $"{problem} Its {what} are not known."),
        { Problem: { } problem } => new SourceNote(cluster, $"{problem} What you see of its {what} is what it said last."),
        _ => null,
    };

    private static PatternLine Line(FleetSnapshot snapshot, string cluster, AutoFollowPattern pattern, IReadOnlyList<AutoFollowError> errors)
    {
        var items = snapshot.Items.Where(item => item.Member == cluster && item.Rule == pattern.Name).ToList();
        var missed = items.Count(item => item.Verdict.Kind == VerdictKind.NotFollowed);
        var latest = errors.Where(error => error.Pattern == pattern.Name).MaxBy(error => error.At);
        var (grade, word) = (pattern.Active, latest) switch
        {
            (false, _) => (Grade.Resting, "Paused"),
            (_, not null) => (Grade.Risk, "Failing"),
            _ => (Grade.Fine, "Active"),
        };
        return new PatternLine(
            cluster, pattern.Name, grade, word, pattern.Remote, string.Join(", ", pattern.LeaderPatterns), pattern.Excluded.Count == 0 ? "nothing" : string.Join(", ", pattern.Excluded),
            pattern.FollowPattern is null or "{{leader_index}}" ? "the same name" : pattern.FollowPattern, items.Count - missed, missed,
            latest is null ? null : $"{(latest.Index is { } index ? $"{index}: " : "")}{(latest.Error.Reason.Length > 0 ? latest.Error.Reason : latest.Error.Type)}", latest?.At);
    }
}
