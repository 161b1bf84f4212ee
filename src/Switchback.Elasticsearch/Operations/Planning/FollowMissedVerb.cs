using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>
/// A pattern takes only what is made after it. This follows what was there before, or was missed since, under the names and with the
/// parameters that the pattern would have given. Items name the cluster that has the pattern, with <c>*</c> or the leaders wanted.
/// </summary>
internal sealed class FollowMissedVerb : Verb
{
    private const string Everything = "*";

    public override OperationInfo Info { get; } = new(Verbs.FollowMissed, "Follow what was missed", "Follows the existing indices that an auto-follow pattern matches and has not taken.", StepClass.Reversible);

    public override IReadOnlyList<string> Parameters => [Verbs.PatternParameter];

    protected override string Does => "Create";

    public override string TitleOf(Draft draft) => $"{base.TitleOf(draft)}, missed by a pattern";

    public override async Task DraftAsync(Asked asked, Draft draft, CancellationToken cancel)
    {
        if (asked.Text(Verbs.PatternParameter) is not { } name) draft.Refuse(Verbs.PatternParameter, "Which pattern is meant is not said.", "Give the name of an auto-follow pattern.");
        else if (asked.Request.Items.Select(item => item.Member).Distinct(StringComparer.Ordinal).ToList() is not [var member]) draft.Refuse("The plan", "One pattern is on one cluster.", "Name the cluster that has the pattern.");
        else if (FollowVerb.IsThere(asked.World, draft, member)) await DraftAsync(asked, draft, member, name, cancel);
    }

    private static async Task DraftAsync(Asked asked, Draft draft, string member, string name, CancellationToken cancel)
    {
        if (!(await asked.World.Sources.PatternsAsync(member, cancel)).TryGet(out var patterns, out var fault))
        {
            draft.Refuse(member, $"Its auto-follow patterns cannot be read. {fault.Say()}", "Try again when it answers.");
            return;
        }
        if (patterns.FirstOrDefault(known => known.Name == name) is not { } pattern)
        {
            draft.Refuse(name, $"{member} has no auto-follow pattern of this name.", patterns.Count == 0 ? "There is none at all: name the indices and follow them." : $"Choose one of {string.Join(", ", patterns.Select(known => known.Name))}.");
            return;
        }
        if (await LeaderSide.ReadAsync(asked.World, draft, member, pattern.Remote, cancel) is not { } leaders) return;
        var settings = pattern.Settings.Count == 0 ? null : System.Text.Json.JsonSerializer.Serialize(new SortedDictionary<string, string?>(pattern.Settings.ToDictionary(setting => setting.Key, setting => setting.Value), StringComparer.Ordinal));
        var followers = new NewFollowers(member, leaders, pattern.FollowPattern ?? IndexNames.Placeholder, FollowValues.Effective(FollowValues.Of(pattern.Parameters)), settings);
        var sorting = new Sorting();
        await followers.WriteAsync(asked, draft, Missed(asked, member, leaders, pattern, sorting), sorting, cancel);
        var overlapping = patterns.Where(other => other != pattern && other.Remote == pattern.Remote && draft.Items.Any(item => Unfollowed.Matches(other, item.Fact(ItemFacts.Leader) ?? ""))).Select(other => other.Name).ToList();
        if (overlapping.Count > 0) draft.Warn($"The pattern {string.Join(", ", overlapping)} matches some of these too: new indices that two patterns match are followed by neither.");
    }

    private static List<string> Missed(Asked asked, string member, LeaderSide leaders, AutoFollowPattern pattern, Sorting sorting)
    {
        var wanted = asked.Request.Items.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        var copies = NewFollowers.Copies(asked.World, member);
        // Where identities cannot be seen, the names that its followers have of their leaders stand for them.
        var followed = asked.World.Snapshot.Items
            .Where(item => item.Member == member && item.Source.Link == pattern.Remote && item.Verdict.Kind != VerdictKind.NotFollowed).Select(item => item.Source.Name).ToHashSet(StringComparer.Ordinal);
        var missed = new List<string>();
        foreach (var leader in leaders.Indices.Values.OrderBy(index => index.Name, StringComparer.Ordinal))
        {
            // A pattern also takes what belongs to a data stream whose name it matches.
            if (!Unfollowed.Matches(pattern, leader.Name) && !(leader.Stream is { } stream && Unfollowed.Matches(pattern, stream))) continue;
            // The cluster's own indices are passed over by patterns, unless they are meant.
            if (leader.Name.StartsWith('.') && leader.Stream is null && !leader.Name.StartsWith(".ds-", StringComparison.Ordinal) && !pattern.LeaderPatterns.Any(text => text.StartsWith('.'))) continue;
            if (!wanted.Contains(Everything) && !wanted.Contains(leader.Name)) continue;
            if (leader.Uuid is { } uuid ? copies.ContainsKey(uuid) : followed.Contains(leader.Name)) sorting.LeaveOut(leader.Name, "it has a copy here already");
            else if (!leader.IsOpen) sorting.LeaveOut(leader.Name, "it is closed, and patterns take open ones only");
            else missed.Add(leader.Name);
        }
        return missed;
    }
}
