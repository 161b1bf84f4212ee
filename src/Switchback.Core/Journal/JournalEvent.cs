namespace Switchback.Core.Journal;

/// <summary>Something that happened, as it stands in the journal for ever.</summary>
/// <param name="Sequence">Its place in the whole journal, from 1, without gaps.</param>
/// <param name="At">When it was recorded, to the millisecond, in universal time.</param>
/// <param name="Stream">What it is about, such as <c>pair/orders</c>.</param>
/// <param name="Version">Its place in the stream, from 1, without gaps.</param>
/// <param name="Kind">What happened, in one word.</param>
/// <param name="Who">The principal it happened for. The journal does not look inside.</param>
/// <param name="Data">The rest, as JSON on one line.</param>
/// <param name="PreviousHash">The hash of the event before; zeros before the first.</param>
/// <param name="Hash">SHA-256 over everything else here, the previous hash included, as the line has it.</param>
public sealed record JournalEvent(
    long Sequence, DateTimeOffset At, string Stream, long Version, string Kind, string Who, string Data, string PreviousHash, string Hash);

/// <summary>Where the journal ends. Whoever keeps a head elsewhere can tell later whether anything up to it was changed.</summary>
public sealed record JournalHead(long Sequence, string Hash)
{
    /// <summary>The head of a journal in which nothing stands.</summary>
    public static JournalHead Start { get; } = new(0, new string('0', 64));
}
