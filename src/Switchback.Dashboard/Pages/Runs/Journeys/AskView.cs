using Switchback.Core.Fleet;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Kit;
using Switchback.Elasticsearch.Operations;

namespace Switchback.Dashboard.Pages.Runs.Journeys;

/// <summary>What a run asks, on what ground, who has said yes and who may. Pure.</summary>
/// <param name="Digest">Of what is shown: a yes counts for exactly this.</param>
/// <param name="Said">Whose yes counts so far, with their words.</param>
/// <param name="WhyNot">Why this person may not answer; null when they may.</param>
public sealed record AskView(PlanStep Step, Asking Asks, string Digest, IReadOnlyList<Spoken> Said, string? WhyNot, LedgerRows? Ledger, IReadOnlyList<RoutedName> Renamed, string? Rates)
{
    /// <summary>Null when it asks nothing now.</summary>
    public static AskView? Of(Run run, Actor actor, FleetSnapshot snapshot)
    {
        if (RunDesk.Asks(run) is not { Asks: { } asks } step) return null;
        var digest = RunRules.FoundDigest(run, step);
        var said = run.Words.Where(word => word.Step == step.Number && word.Digest == digest && (!asks.ByOthers || word.Who != run.Who)).DistinctBy(word => word.Who).ToList();
        var isRoute = step.Kind == StepKinds.Route;
        return new AskView(
            step, asks, digest, said, WhyNotOf(run, asks, actor, said), step.Kind == StepKinds.Settle ? LedgerRows.Of(run) : null,
            isRoute ? [.. step.Items.Select(key => run.Items[key].Item).Select(item => new RoutedName(item.Fact(ItemFacts.Twin) ?? item.Name, item.Name)).OrderBy(name => name.Old == name.New)] : [],
            isRoute ? RatesOf(run, step, snapshot) : null);
    }

    /// <summary>Who may say it, in words.</summary>
    public string Who => $"{(Asks.People == 1 ? "One person" : $"{Asks.People} people")} with the role {(Asks.ByOthers ? "approver, other than the one who asked for the run" : "operator")}";

    /// <summary>Those that clients have to call by another name.</summary>
    public IReadOnlyList<RoutedName> Others => [.. Renamed.Where(name => name.Old != name.New)];

    public bool NamesStay => Others.Count == 0;

    private static string? WhyNotOf(Run run, Asking asks, Actor actor, List<Spoken> said) =>
        asks.ByOthers && !actor.MayApprove ? "Answering takes the role approver."
        : !asks.ByOthers && !actor.MayOperate ? "Answering takes the role operator."
        : asks.ByOthers && actor.Who == run.Who ? "You asked for the run: somebody else has to answer."
        : said.Any(word => word.Who == actor.Who) ? "You have said yes. It waits for the others."
        : null;

    /// <summary>What both sides take now, from what is watched.</summary>
    private static string RatesOf(Run run, PlanStep step, FleetSnapshot snapshot)
    {
        var items = step.Items.Select(key => run.Items[key].Item).ToList();
        var old = items.Select(item => item.Fact(ItemFacts.TwinCluster)).OfType<string>().FirstOrDefault() ?? "the old side";
        var names = items.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        var seen = snapshot.Items.Where(item => names.Contains(item.Key)).ToList();
        return $"{step.Member} takes {Rate(seen.Select(item => item.Rate))}; {old} takes {(snapshot.Member(old)?.Line is MemberLine.NotAnswering ? "nothing that could be seen: it does not answer" : Rate(seen.Select(item => item.SourceRate)))}.";
    }

    private static string Rate(IEnumerable<double?> rates) => rates.OfType<double>().ToList() is { Count: > 0 } known
        ? known.Sum() is var sum && sum < 0.05 ? "no writes" : $"{(sum < 10 ? sum.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) : Words.Count((long)Math.Round(sum)))} operations a second"
        : "an unknown number of writes";
}

/// <summary>What an index was called for clients, and what it is called now.</summary>
public sealed record RoutedName(string Old, string New);
