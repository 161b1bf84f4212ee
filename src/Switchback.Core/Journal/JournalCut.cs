namespace Switchback.Core.Journal;

/// <summary>
/// A damaged journal cut at its damage: everything before stays as it is, chain included, and everything from there on was moved
/// aside. Nothing was deleted.
/// </summary>
/// <param name="Damage">Where it was cut, and why.</param>
/// <param name="Kept">The last event that stays.</param>
/// <param name="Aside">The folder that has the damaged files as they were.</param>
public sealed record JournalCut(Damage Damage, JournalHead Kept, string Aside);

/// <summary>An event that stands in a journal before anybody can append to it again.</summary>
public sealed record FirstEvent(string Stream, NewEvent Event);

/// <summary>What became of the wish to cut a journal.</summary>
public abstract record CutOutcome
{
    private CutOutcome()
    {
    }

    /// <param name="Cut">What was done.</param>
    /// <param name="NeedsRestart">What this process remembers is from behind the cut: nothing can be recorded before it has been started again.</param>
    public sealed record Done(JournalCut Cut, bool NeedsRestart) : CutOutcome;

    /// <summary>Nothing of what counts was changed. <paramref name="Why"/> says what is the matter, for a person.</summary>
    public sealed record Refused(string Why) : CutOutcome;
}

/// <summary>A journal that can be cut at its damage and go on from there.</summary>
public interface ICuttable
{
    JournalCondition Condition { get; }

    /// <summary>
    /// Cuts at the damage that was agreed on; if the first damage is found elsewhere by now, nothing is done. <paramref name="first"/>
    /// says what is recorded before anything else, and <paramref name="written"/> is told of it before anybody can append.
    /// </summary>
    Task<CutOutcome> CutAsync(Damage agreed, Func<JournalCut, IReadOnlyList<FirstEvent>> first, Action<JournalEvent> written);
}
