using System.Collections.Concurrent;
using System.Globalization;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>Generated journeys against what the lab knows of every acknowledged write. What fails prints its seed; <c>SWITCHBACK_SEED</c> repeats one.</summary>
public sealed class JourneyHistoryTests
{
    private const int First = 20261201;

    [Fact]
    public Task Laws_GeneratedJourneys_Hold() => HoldAsync(24);

    [Fact]
    [Trait("Run", "long")]
    public Task Laws_ManyGeneratedJourneys_Hold() => HoldAsync(int.Parse(Environment.GetEnvironmentVariable("SWITCHBACK_JOURNEYS") ?? "400", CultureInfo.InvariantCulture));

    private static async Task HoldAsync(int journeys)
    {
        var seeds = Environment.GetEnvironmentVariable("SWITCHBACK_SEED") is { Length: > 0 } one ? [int.Parse(one, CultureInfo.InvariantCulture)] : Enumerable.Range(First, journeys);
        var ends = new ConcurrentDictionary<string, int>();
        var failed = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = TestContext.Current.CancellationToken }, async (seed, _) =>
        {
            var history = new JourneyHistory(seed);
            try
            {
                await history.RunAsync();
            }
            catch (Exception broke)
            {
                failed.Enqueue($"seed {seed}: {broke}\n{history.Story}");
                return;
            }

            if (history.Faults.Count > 0) failed.Enqueue($"seed {seed}:\n{string.Join('\n', history.Faults)}\n{history.Story}");
            foreach (var end in history.End.Split(", ")) ends.AddOrUpdate(end, 1, (_, count) => count + 1);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{journeys} journeys from seed {First}: {string.Join(", ", ends.OrderBy(end => end.Key, StringComparer.Ordinal))}");
        Assert.True(failed.IsEmpty, $"{failed.Count} failed\n{string.Join("\n\n", failed.Take(4))}");
    }
}
