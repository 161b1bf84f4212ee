using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Tests.Fleet;
using Switchback.Dashboard.Tests.Runs;
using Switchback.Elasticsearch.Operations;

namespace Switchback.Dashboard.Tests.Pages.Journeys;

/// <summary>Journeys of the pair orders as a journal tells of them: one index on each side.</summary>
internal sealed class SomeJourneys
{
    public const string Old = "clusterA/orders";
    public const string New = "clusterB/orders2";

    private readonly SomeRuns _runs = new();

    public RunBook Book => _runs.Book;

    /// <param name="operation">The verb.</param>
    /// <param name="kinds">Kinds of its steps, in order; a * after one: with a longest fence; a ? after one: it asks; a ! after one: away leads from it on.</param>
    public async Task<RunRecord> BeginAsync(string operation, string kinds, int needs = 0, LossStatement? loss = null, string id = "r", DateTimeOffset? notBefore = null)
    {
        var facts = new Dictionary<string, string> { [ItemFacts.Twin] = "orders", [ItemFacts.TwinCluster] = "clusterA" };
        var items = new[] { new PlanItem("clusterA", "orders", "u1", new Dictionary<string, string>()) { Pair = "orders" }, new PlanItem("clusterB", "orders2", "u2", facts) { Pair = "orders" } };
        var plan = new Plan
        {
            Id = id,
            Operation = operation,
            System = "tape",
            Title = $"{operation} of orders",
            Items = items,
            Steps = [.. kinds.Split(' ').Select(Step)],
            Holds = ["pair/orders"],
            MadeAt = Some.Now,
            MadeBy = "rehearsal:operator",
            Hash = "hash",
            Loss = loss,
        };
        var (record, _) = await Book.BeginAsync(id, new RunEvent.Requested(plan, "because", "Otto", needs, Some.Now.AddYears(100), null, notBefore), "rehearsal:operator");
        return record!;
    }

    /// <summary>Begins and goes through all steps up to one, which is begun.</summary>
    public static Task WalkAsync(RunRecord record, int to) => SomeRuns.TellAsync(record,
        [new RunEvent.Started(1, "w"), .. Enumerable.Range(1, to - 1).SelectMany(step => Through(record.Run, step)), new RunEvent.StepBegun(to)]);

    public static IEnumerable<RunEvent> Through(Run run, int step)
    {
        yield return new RunEvent.StepBegun(step);
        yield return new RunEvent.Seen(step, [.. run.Plan.Step(step)!.Items], "it is there", false, null);
        if (run.Plan.Step(step)!.Turns is { } turns) yield return new RunEvent.SideTurned(turns.Pair, turns.Side, turns.Member);
        yield return new RunEvent.StepEnded(step);
    }

    private static PlanStep Step(string kind, int place)
    {
        var bare = kind.TrimEnd('*', '?', '!');
        var isOld = bare is StepKinds.Fence or StepKinds.Drain or StepKinds.Ledger or StepKinds.Settle or StepKinds.Discard;
        return new PlanStep
        {
            Number = place + 1,
            Kind = bare,
            Words = $"{bare} it.",
            Member = isOld ? "clusterA" : "clusterB",
            Items = [isOld ? Old : New],
            Probe = "It is there.",
            Deadline = TimeSpan.FromMinutes(5),
            Class = bare == StepKinds.Discard ? StepClass.Destroy : bare == StepKinds.Unfollow ? StepClass.Promote : StepClass.Read,
            IsPointOfNoReturn = bare is StepKinds.Discard or StepKinds.Unfollow,
            HeldAtMost = kind.EndsWith('*') ? TimeSpan.FromMinutes(15) : null,
            Asks = kind.EndsWith('?') ? new Asking($"Is {bare} well?", ByOthers: bare == StepKinds.Settle, WantsWords: bare == StepKinds.Route) : null,
            Turns = kind.EndsWith('!') ? new PairSide("orders", Side.Away, "clusterB") : null,
        };
    }
}
