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

    /// <summary>For a step that takes another back: done as soon as an item stops, because the state between is a surprise for others.</summary>
    public bool EvenIfStopped { get; init; }
}
