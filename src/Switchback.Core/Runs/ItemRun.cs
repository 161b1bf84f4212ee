using System.Collections.Immutable;
using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

public enum ItemPhase
{
    Untouched,
    UnderWay,
    Done,

    /// <summary>What had been done to it was taken back.</summary>
    Undone,

    /// <summary>It needs a person.</summary>
    Stopped,
}

/// <summary>How far a run is with one item. Immutable.</summary>
public sealed record ItemRun(PlanItem Item)
{
    /// <summary>Steps whose effect was seen on it, by number, and has not been taken back.</summary>
    public ImmutableSortedSet<int> Done { get; init; } = [];

    /// <summary>Steps that were taken back.</summary>
    public ImmutableSortedSet<int> TakenBack { get; init; } = [];

    /// <summary>Steps of which a call has left, or may have, and no look has said since what became of it.</summary>
    public ImmutableSortedSet<int> Open { get; init; } = [];

    /// <summary>How often each step's call was sent for it.</summary>
    public ImmutableDictionary<int, int> Attempts { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>What steps have found out about it, by name.</summary>
    public ImmutableDictionary<string, string> Notes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What its last call was told, if that was no; a look decides what it means.</summary>
    public ItemAnswer? LastAnswer { get; init; }

    public ItemStop? Stop { get; init; }

    /// <summary>The item with what steps have found out about it; an identity that it was given by one of them is its identity from then on.</summary>
    public PlanItem Known => Notes.IsEmpty ? Item : Item with
    {
        Identity = Notes.GetValueOrDefault(NoteNames.Identity) ?? Item.Identity,
        Facts = new Dictionary<string, string>(Item.Facts.Concat(Notes.Where(note => !Item.Facts.ContainsKey(note.Key))), StringComparer.Ordinal),
    };

    public ItemPhase Phase(Plan plan) =>
        Stop is not null ? ItemPhase.Stopped
        : StepsOfItems.Of(plan, Item.Key).All(Done.Contains) ? ItemPhase.Done
        : Done.Count > 0 || Open.Count > 0 ? ItemPhase.UnderWay
        : TakenBack.Count > 0 ? ItemPhase.Undone
        : ItemPhase.Untouched;
}

/// <param name="Again">When the same call may go again; null when it may not.</param>
public sealed record ItemAnswer(int Step, RunEvent.Answer Outcome, string Said, string? Raw);

/// <param name="At">The step at which it stopped.</param>
/// <param name="Lift">What a person can do.</param>
/// <param name="Next">The next call to make by hand; null when there is no single one.</param>
public sealed record ItemStop(int At, string Why, string Lift, string? Next);
