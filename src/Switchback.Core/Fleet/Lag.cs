namespace Switchback.Core.Fleet;

/// <summary>
/// How far an item is behind its source, by the source's own word. A vector: each part may be absent, and absent is not zero.
/// Its age is that of the older of both sides' answers (<see cref="FleetSnapshot.AsOf(Item)"/>).
/// </summary>
/// <param name="Operations">What the source has and the item lacks, over all parts.</param>
/// <param name="Behind">For how long the source has had the first of them.</param>
/// <param name="CatchUp">When it will have caught up at the pace of the last half minute; absent when it is not closing the gap.</param>
/// <param name="AtLeast">The source does not answer now: this is how it was then, and there may be more.</param>
public readonly record struct Lag(long? Operations, TimeSpan? Behind = null, TimeSpan? CatchUp = null, bool AtLeast = false)
{
    public static readonly Lag NotKnown = new(null);

    public bool IsKnown => Operations is not null;
}
