using Switchback.Core.Journal;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>The journal as one life of the app has it: what it holds outlives that life.</summary>
internal sealed class MortalJournal(IJournal kept, RunLife life) : IJournal
{
    public JournalCondition Condition => kept.Condition;

    public JournalHead Head => kept.Head;

    public async ValueTask<Appended> AppendAsync(string stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        await life.PassAsync("append");
        if (life.Refuses is { } why) return new Appended.Refused(why);
        var appended = await kept.AppendAsync(stream, expected, events, cancellationToken);
        await life.PassAsync("append");
        return appended;
    }

    public IAsyncEnumerable<JournalEvent> ReadAsync(long fromSequence = 1, CancellationToken cancellationToken = default) => kept.ReadAsync(fromSequence, cancellationToken);

    public IAsyncEnumerable<JournalEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken cancellationToken = default) => kept.ReadStreamAsync(stream, fromVersion, cancellationToken);

    public IAsyncEnumerable<JournalEvent> WatchAsync(long fromSequence = 1, CancellationToken cancellationToken = default) => kept.WatchAsync(fromSequence, cancellationToken);

    public Task<Verification> VerifyAsync(CancellationToken cancellationToken = default) => kept.VerifyAsync(cancellationToken);
}
