using System.Runtime.CompilerServices;

namespace Switchback.Core.Journal;

/// <summary>Hands on each event once, in order, those that are there and those that come: the one loop behind every journal's watching.</summary>
public static class JournalWatch
{
    /// <param name="from">The first sequence that is wanted.</param>
    /// <param name="news">Raised after each event that became safe, and at the end.</param>
    /// <param name="head">The newest event that is safe.</param>
    /// <param name="at">Reads one.</param>
    /// <param name="isOver">Whether the journal was closed.</param>
    /// <param name="cancel">Ends the watching.</param>
    public static async IAsyncEnumerable<JournalEvent> RunAsync(
        long from, Signal news, Func<long> head, Func<long, JournalEvent> at, Func<bool> isOver, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var next = Math.Max(1, from); !isOver();)
        {
            // Before the head: what becomes safe after the look at it has raised the signal that is waited for.
            var signal = news.Next;
            for (var until = head(); next <= until && !isOver(); next++)
            {
                cancel.ThrowIfCancellationRequested();
                yield return at(next);
            }

            if (!isOver()) await signal.WaitAsync(cancel);
        }
    }
}
