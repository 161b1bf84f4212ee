using Switchback.Core.Journal;
using Switchback.Storage.Journal;

namespace Switchback.Storage.Tests.Support;

/// <summary>What journal tests do over and over, in one word each.</summary>
internal static class JournalSteps
{
    public static NewEvent Event(string kind = "noted", string data = "{}") => new(kind, "anna@example", data);

    public static async Task<Appended.Done> AddAsync(this IJournal journal, string stream, params NewEvent[] events) =>
        Assert.IsType<Appended.Done>(await journal.AppendAsync(stream, ExpectedVersion.Any, events.Length == 0 ? [Event()] : events, TestContext.Current.CancellationToken));

    public static async Task<List<JournalEvent>> AllAsync(this IAsyncEnumerable<JournalEvent> events)
    {
        var all = new List<JournalEvent>();
        await foreach (var found in events.WithCancellation(TestContext.Current.CancellationToken))
        {
            all.Add(found);
        }

        return all;
    }

    /// <summary>A journal of so many events in two streams, closed in order.</summary>
    public static async Task<JournalHead> WriteAsync(this DataFolder folder, int events)
    {
        await using var journal = FileJournal.Open(folder.Path, new HandClock());
        for (var i = 1; i <= events; i++)
        {
            await journal.AddAsync(i % 2 == 0 ? "pair/orders" : "mapping/clusterB", Event("noted", $$"""{"n":{{i}}}"""));
        }

        return journal.Head;
    }

    /// <summary>One more append to <c>pair/orders</c>, and closed again.</summary>
    public static async Task WriteOnAsync(this DataFolder folder, TimeProvider time, params NewEvent[] events)
    {
        await using var journal = FileJournal.Open(folder.Path, time);
        await journal.AddAsync("pair/orders", events);
    }

    public static Damage DamageOf(IJournal journal) => Assert.IsType<JournalCondition.WatchOnly>(journal.Condition).Damage;
}
