using System.Collections.Concurrent;
using System.Globalization;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>Generated histories over engine, driver and lab. What fails prints its seed; <c>SWITCHBACK_SEED</c> repeats one.</summary>
public sealed class LabHistoryTests
{
    private const int First = 20260301;

    [Fact]
    public Task Laws_HistoriesOnTheLab_Hold() => HoldAsync(140);

    [Fact]
    [Trait("Run", "long")]
    public Task Laws_ManyHistoriesOnTheLab_Hold() => HoldAsync(int.Parse(Environment.GetEnvironmentVariable("SWITCHBACK_HISTORIES") ?? "1000", CultureInfo.InvariantCulture));

    private static async Task HoldAsync(int histories)
    {
        var seeds = Environment.GetEnvironmentVariable("SWITCHBACK_SEED") is { Length: > 0 } one ? [int.Parse(one, CultureInfo.InvariantCulture)] : Enumerable.Range(First, histories);
        var ends = new ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (seed, _) =>
        {
            var history = new LabHistory(seed);
            try
            {
                await history.RunAsync();
            }
            catch (Exception broke)
            {
                Assert.Fail($"seed {seed}: {broke}\n{history.Story}");
            }

            if (history.Faults.Count > 0) Assert.Fail($"seed {seed}:\n{string.Join('\n', history.Faults)}\n{history.Story}");
            ends.AddOrUpdate(history.End, 1, (_, count) => count + 1);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{ends.Values.Sum()} histories from seed {First}: {string.Join(", ", ends.OrderBy(end => end.Key, StringComparer.Ordinal))}");
        // Chance that reaches no trouble proves little.
        if (ends.Values.Sum() > 100) Assert.True(ends.Count >= 2, string.Join(", ", ends));
    }
}
