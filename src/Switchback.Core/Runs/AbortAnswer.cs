using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>What aborting would do at this moment, shown before it is pressed.</summary>
/// <param name="IsRefused">There is nothing left that an abort could save.</param>
public sealed record AbortAnswer(bool IsRefused, string Sentence)
{
    public static AbortAnswer Of(Run run)
    {
        if (run.StartedAt is null) return new AbortAnswer(false, "Nothing has been done. It ends, and nothing happens.");
        if (run.IsAborting && run.Phase == RunPhase.NeedsHuman) return new AbortAnswer(false, "What could be taken back has been. It ends here, and lists what is left to a person.");
        if (run.IsAborting) return new AbortAnswer(true, "It is being aborted already.");
        var fates = run.Items.Values.ToLookup(item => Of(run, item));
        var (forward, back, kept, untouched, done, person, rested) = (fates[Fate.Forward].Count(), fates[Fate.Back].Count(), fates[Fate.Kept].ToList(), fates[Fate.Untouched].Count(), fates[Fate.Done].Count(), fates[Fate.Person].Count(), fates[Fate.Rested].Count());
        if (Crossing.Of(run).IsTogether && forward > 0)
            return new AbortAnswer(true, "The other side is being made active already, and that goes through for all: it can only be finished forward.");
        if (forward > 0 && back == 0 && untouched == 0 && kept.Count == 0 && rested == 0)
            return new AbortAnswer(true, $"Every item is past the point of no return: {RunRules.Items(forward)} can only be finished forward.");
        return new AbortAnswer(false, string.Join(' ', new[]
        {
            back > 0 ? $"{RunRules.Items(back)} {(back == 1 ? "goes" : "go")} back to how {(back == 1 ? "it was" : "they were")} ({Words(run, fates[Fate.Back])})." : "",
            kept.Count > 0 ? $"{RunRules.Items(kept.Count)} {(kept.Count == 1 ? "goes" : "go")} no further, and {(kept.Count == 1 ? "keeps" : "keep")} what nothing takes back: {Kept(run, kept)}." : "",
            forward > 0 ? $"{RunRules.Items(forward)} past the point of no return {(forward == 1 ? "is" : "are")} finished forward." : "",
            rested > 0 ? $"{RunRules.Items(rested)} {(rested == 1 ? "stays" : "stay")} as {(rested == 1 ? "it is" : "they are")}, in order." : "",
            untouched > 0 ? $"{RunRules.Items(untouched)} {(untouched == 1 ? "stays" : "stay")} untouched." : "",
            done > 0 ? $"{RunRules.Items(done)} already done {(done == 1 ? "stays" : "stay")} done." : "",
            person > 0 ? $"{RunRules.Items(person)} that stopped {(person == 1 ? "is" : "are")} left to a person: what was done there is not taken back, or it is not known whether it can be." : "",
        }.Where(part => part.Length > 0)));
    }

    /// <summary>What the engine would do with one item. Pure, as what it does is.</summary>
    private static Fate Of(Run run, ItemRun item)
    {
        if (RunRules.IsThrough(run, item)) return Fate.Done;
        var touched = item.Done.Count > 0 || item.Open.Count > 0;
        if (!touched) return Fate.Untouched;
        if (item.Stop is { } stop && (stop.At < 0 || item.Open.Count > 0)) return Fate.Person;
        if (RunRules.IsPastReturn(run, item)) return item.Stop is null ? Fate.Forward : Fate.Person;
        if (RunRules.IsAtRest(run, item)) return Fate.Rested;
        // What only looked has nothing to be taken back.
        return RunRules.Since(run, item).All(number => HasUndo(run, number) || run.Plan.Step(number) is { Class: Plans.StepClass.Read }) ? Fate.Back : Fate.Kept;
    }

    private static bool HasUndo(Run run, int number) => run.Plan.UndoSteps.Any(undo => undo.Number == -number);

    private static string Words(Run run, IEnumerable<ItemRun> items)
    {
        var numbers = items.SelectMany(item => RunRules.Since(run, item)).ToHashSet();
        return string.Join(", ", run.Plan.UndoSteps.Where(step => numbers.Contains(-step.Number)).OrderBy(step => step.Number).Select(step => step.Kind).Distinct());
    }

    private static string Kept(Run run, IEnumerable<ItemRun> items) =>
        string.Join(", ", items.SelectMany(item => RunRules.Since(run, item)).Distinct().Order().Where(number => !HasUndo(run, number) && run.Plan.Step(number) is not { Class: Plans.StepClass.Read }).Select(number => run.Plan.Step(number)?.Kind).OfType<string>().Distinct());

    private enum Fate
    {
        Done,
        Untouched,
        Back,
        Kept,
        Forward,
        Rested,
        Person,
    }
}
