namespace Switchback.Core.Plans;

/// <summary>One thing that is done, to one item or to many. A step is finished when a probe has seen its effect on each.</summary>
public sealed record PlanStep
{
    /// <summary>From 1 in the order they are done. What takes step n back has the number -n.</summary>
    public required int Number { get; init; }

    /// <summary>The system's own word for it; the driver knows it.</summary>
    public required string Kind { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required string Words { get; init; }

    public required StepClass Class { get; init; }

    /// <summary>The member that is changed.</summary>
    public required string Member { get; init; }

    /// <summary>Keys of the items it is for, in the order they are begun.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>How many calls it takes, and a digest of them all: another program must not send other calls under the same approval.</summary>
    public int Calls { get; init; }

    public string CallsDigest { get; init; } = "";

    /// <summary>What has to be seen before it counts as done.</summary>
    public required string Probe { get; init; }

    /// <summary>After this long without the effect it needs a person. The system is not assumed to have stopped.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>What takes it back, in words; null when nothing does.</summary>
    public string? Undo { get; init; }

    /// <summary>Once it is done to an item there is no way back for that item: it is finished forward.</summary>
    public bool IsPointOfNoReturn { get; init; }

    /// <summary>
    /// Begun only when nothing of the whole plan has stopped before it; and once it is done to one item, all of the plan's items are
    /// finished forward, because half of them on either side is no state to be in.
    /// </summary>
    public bool Together { get; init; }

    /// <summary>After this step an item is in order: an abort finishes it no further than this, and takes back nothing before it.</summary>
    public bool IsRest { get; init; }

    /// <summary>What people have to say before it counts as done; null when the probe alone decides.</summary>
    public Asking? Asks { get; init; }

    /// <summary>It stops writes, and does so no longer than this: past it, and with a way back, the run takes it back by itself.</summary>
    public TimeSpan? HeldAtMost { get; init; }

    /// <summary>The side that leads from the moment its effect has been seen on all of its items.</summary>
    public PairSide? Turns { get; init; }

    /// <summary>It is sent only while the record says that this side does not lead.</summary>
    public PairSide? Spares { get; init; }

    /// <summary>For a step that takes another back: done as soon as an item stops, because the state between is a surprise for others.</summary>
    public bool EvenIfStopped { get; init; }
}
