using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Api.Streaming;

/// <summary>
/// What one subscription is told of each snapshot. It knows what it said last, and says the difference from that, however many
/// snapshots went by meanwhile: a slow client never misses a link of a chain. Pure but for that memory.
/// </summary>
internal abstract class Feed
{
    /// <summary>Whoever skipped more than this is told everything anew.</summary>
    public const int FarBehind = 20;

    private FleetSnapshot? _said;

    /// <summary>The message for this snapshot; null when it was told already.</summary>
    public Push? Next(FleetSnapshot snapshot)
    {
        var said = _said;
        if (said is not null && snapshot.Version <= said.Version)
        {
            return null;
        }

        var push = said is null || snapshot.Version - said.Version > FarBehind ? new Push(IsSnapshot: true, Whole(snapshot)) : Since(said, snapshot);
        _said = snapshot;
        return push;
    }

    /// <summary>Everything, and remembers that it was said.</summary>
    protected abstract object Whole(FleetSnapshot snapshot);

    /// <summary>The difference, or everything where that is less.</summary>
    protected abstract Push Since(FleetSnapshot said, FleetSnapshot snapshot);
}

/// <param name="IsSnapshot">Whole, or else a difference from the message before.</param>
internal readonly record struct Push(bool IsSnapshot, object Payload);
