using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>
/// The old side is back. It is fenced, compared with the side that leads, what only it has is preserved, people settle what becomes of it,
/// and then it copies back everything the other side leads now. With <c>return=yes</c> the same run goes on home: fence, drain, promote,
/// route, protect.
/// </summary>
internal sealed class FailbackVerb : JourneyVerb
{
    public const string ReturnParameter = "return";
    public const string KeepParameter = "keep";
    public const string MergeParameter = "merge";
    public const string DeletesParameter = "deletes";
    public const string InitiateParameter = "initiate";
    private const string Yes = "yes";
    private const string No = "no";
    private const string Ask = "ask";
    private const string Auto = "auto";
    private const string Named = "named";

    /// <summary>Ids a second that a comparison gets through, roughly; measured on the lab and on a small real pair alike.</summary>
    private const double IdsPerSecond = 5000;

    public override OperationInfo Info { get; } = Journey(Verbs.Failback, "Fail back",
        "The old side is back. Compares it with the side that leads, preserves what only it has, copies everything back, and returns home, in one run with a gate before anything is deleted.", StepClass.Destroy);

    protected override IReadOnlyDictionary<string, string[]?> Choices { get; } = new Dictionary<string, string[]?>
    {
        [ReturnParameter] = [Yes, No],
        [KeepParameter] = [LedgerStep.KeepFile, LedgerStep.KeepNothing],
        [MergeParameter] = [No, Yes],
        [DeletesParameter] = [Named, LedgerStep.DeletesUnnamed],
        [InitiateParameter] = [Auto, Ask],
        [Turning.LongestParameter] = null,
        [RouteParameter] = [ByHand, NotAtAll],
    };

    protected override async Task DraftAsync(Asked asked, Draft draft, PairWorld pair, CancellationToken cancel)
    {
        if (pair.View.Recorded is not { } recorded)
        {
            draft.Refuse("pair", "Which side leads is not recorded: the other one would be deleted.", "Record which side is active, on the pair's page.");
            return;
        }

        var (old, leads) = (pair.OtherThan(recorded.Active), pair[recorded.Active]);
        if (pair.View.ObservedActive is { } sees && sees != recorded.Active)
            draft.Refuse("pair", $"{leads.Member} is recorded as the side that leads, and what replicates says that {old.Member} does.", "Find out which is right, and record it, on the pair's page.");
        await PlannedGuards.CheckAsync(asked, draft, pair, leads, old, cancel);
        if (!PlannedGuards.MayFollow(draft, asked.World, old.Member, leads.Member)) draft.Refuse(old.Member, $"It is older than {leads.Member}, and an older cluster cannot follow a newer one.", $"Upgrade {old.Member} first.");
        var returns = asked.Text(ReturnParameter) != No && old.Side == Side.Home;
        var longest = Turning.Longest(asked, draft);
        if (draft.Refusals.Count > 0) return;
        var twins = Taken(asked, draft, Twins.LedBy(pair, leads), old);
        if (draft.Refusals.Count > 0) return;
        await RightsAsync(asked, draft, old, leads, twins, returns, cancel);
        if (draft.Refusals.Count > 0) return;
        PlannedGuards.Readiness(draft, pair, Direction.FailBack);
        var alias = await PlannedGuards.ConnectAsync(draft, pair, old, leads, cancel);
        var back = returns ? pair.AliasOf(leads, old) : null;
        if (returns && back is null && alias is not null) back = await PlannedGuards.ConnectAsync(draft, pair, leads, old, cancel);
        if (draft.Refusals.Count > 0) return;
        var writing = new FailbackWriting(asked, draft, pair, old, leads, alias!, back, Turning.FenceBy(asked.World, old.Member), Turning.FenceBy(asked.World, leads.Member));
        writing.Reverse(twins);
        if (returns) writing.Return(twins, longest!.Value, asked.Text(InitiateParameter) == Ask);
        draft.Title = returns ? $"Fail {pair.Options.Id} back to {old.Member} and return home" : $"Let {old.Member} follow {leads.Member} again ({pair.Options.Id})";
        Tell(asked, draft, twins, old, leads);
    }

    /// <summary>What can be turned round, and what stands in its way.</summary>
    private static IReadOnlyList<Twin> Taken(Asked asked, Draft draft, IReadOnlyList<Twin> all, SideWorld old)
    {
        var sorting = new Sorting();
        var taken = new List<Twin>();
        foreach (var twin in all)
        {
            if (twin.LeadingIndex.State != IndexState.Open) sorting.Refuse(twin.Leading, "It is closed on the side that leads: nothing can be copied from it.", "Open it first.");
            else if (twin.OtherIndex is { State: not IndexState.Open } && !twin.IsFollowed(old)) sorting.Refuse(twin.Other, $"It is closed on {old.Member}: what it holds cannot be compared.", "Open it there first.");
            else if (all.Any(other => other != twin && other.Other == twin.Other)) sorting.Refuse(twin.Leading, $"Two indices would be called {twin.Other} on {old.Member}.", "Leave one of them out of the scope, or delete the one that is not wanted.");
            else taken.Add(twin);
        }

        sorting.Tell(asked, draft);
        if (taken.Count == 0 && draft.Refusals.Count == 0) draft.Refuse("pair", "The side that leads has nothing in the scope of the pair.", "Look at the scope, and at which side is recorded.");
        return taken;
    }

    private static async Task RightsAsync(Asked asked, Draft draft, SideWorld old, SideWorld leads, IReadOnlyList<Twin> twins, bool returns, CancellationToken cancel)
    {
        IReadOnlyList<string> others = [.. twins.Select(twin => twin.Other)];
        await Guards.RightsAsync(asked, draft, old.Member, returns ? [StepKinds.Fence, StepKinds.Ledger, StepKinds.Discard, StepKinds.Follow, StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Open] : [StepKinds.Fence, StepKinds.Ledger, StepKinds.Discard, StepKinds.Follow], others, cancel);
        string[] there = [StepKinds.Ledger, .. asked.Text(MergeParameter) == Yes ? [StepKinds.Merge] : Array.Empty<string>(), .. returns ? [StepKinds.Fence, StepKinds.Discard, StepKinds.Follow] : Array.Empty<string>()];
        await Guards.RightsAsync(asked, draft, leads.Member, there, [.. twins.Select(twin => twin.Leading)], cancel, "the side that leads, ");
    }

    private static void Tell(Asked asked, Draft draft, IReadOnlyList<Twin> twins, SideWorld old, SideWorld leads)
    {
        var compared = twins.Where(twin => twin.OtherIndex is not null && !twin.IsFollowed(old)).ToList();
        var born = twins.Count(twin => twin.OtherIndex is null);
        if (born > 0) draft.Warn($"{Say.Count(born, "index is", "indices are")} not on {old.Member} (born on {leads.Member} since, or deleted there): {(born == 1 ? "it is" : "they are")} copied too.");
        var unknown = compared.Where(twin => twin.Copy is not { } copy || asked.World.Sources.NoteOf(copy.Key, ItemFacts.Line) is null).Select(twin => twin.Other).ToList();
        if (unknown.Count > 0) draft.Warn($"Nobody recorded where {Counted.Named(unknown, "indices")} stood when the other side was promoted: {(unknown.Count == 1 ? "it is" : "they are")} compared as a whole, document by document, and deletes cannot be named.");
        if (asked.Text(KeepParameter) == LedgerStep.KeepNothing) draft.Warn($"Nothing of what only {old.Member} has is preserved. Two people accept that loss when they have seen the number.");
        var ids = compared.Sum(twin => twin.LeadingIndex.Documents ?? 0);
        if (asked.Text(DeletesParameter) != LedgerStep.DeletesUnnamed && ids > 0)
            draft.Findings.Add(new PlanFinding("Naming deletes", string.Create(CultureInfo.InvariantCulture, $"compares {ids:#,0} ids, about {Say.Ago(TimeSpan.FromSeconds(Math.Max(1, ids / IdsPerSecond)))}; {DeletesParameter}={LedgerStep.DeletesUnnamed} leaves it out"), null));
    }
}
