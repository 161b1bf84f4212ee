using System.Runtime.CompilerServices;

namespace Switchback.Core.Journal;

/// <summary>
/// The record of what was asked, meant, done and found. It is only added to. Nothing with effect leaves before its intent stands
/// here, so an append says <see cref="Appended.Done"/> only when the event would survive a power cut, and anything else means
/// that nothing was recorded.
/// </summary>
public interface IJournal
{
    JournalCondition Condition { get; }

    /// <summary>The newest event that is safe.</summary>
    JournalHead Head { get; }

    /// <summary>
    /// Adds all of <paramref name="events"/> to the end of <paramref name="stream"/>, or none. A cancellation is heard until writing
    /// begins; from then on the answer is waited for, because it would be unknown otherwise.
    /// </summary>
    ValueTask<Appended> AppendAsync(string stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default);

    /// <summary>The events from a sequence on, up to the newest when reading began.</summary>
    /// <exception cref="JournalDamagedException">An event was changed since the journal was opened.</exception>
    IAsyncEnumerable<JournalEvent> ReadAsync(long fromSequence = 1, CancellationToken cancellationToken = default);

    /// <summary>One stream's events from a version on, up to the newest when reading began.</summary>
    /// <exception cref="JournalDamagedException">An event was changed since the journal was opened.</exception>
    IAsyncEnumerable<JournalEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken cancellationToken = default);

    /// <summary>The events of all streams whose names begin so, in the order of the journal, up to the newest when reading began.</summary>
    /// <exception cref="JournalDamagedException">An event was changed since the journal was opened.</exception>
    async IAsyncEnumerable<JournalEvent> ReadStreamsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var found in ReadAsync(1, cancellationToken))
        {
            if (found.Stream.StartsWith(prefix, StringComparison.Ordinal)) yield return found;
        }
    }

    /// <summary>The events from a sequence on and then each new one as it becomes safe: none twice, none left out. Ends with the journal.</summary>
    /// <exception cref="JournalDamagedException">An event was changed since the journal was opened.</exception>
    IAsyncEnumerable<JournalEvent> WatchAsync(long fromSequence = 1, CancellationToken cancellationToken = default);

    /// <summary>Reads everything again from where it is kept and checks it, event by event.</summary>
    Task<Verification> VerifyAsync(CancellationToken cancellationToken = default);
}
