namespace Switchback.Core.Tests.Runs;

/// <summary>Generated histories. What fails prints its seed; <c>SWITCHBACK_SEED</c> repeats one, <c>SWITCHBACK_HISTORIES</c> says how many.</summary>
public sealed class HistoryTests
{
    private const int First = 20260301;

    [Fact]
    public Task Laws_TwoThousandHistories_Hold() => HoldAsync(2_000);

    [Fact]
    [Trait("Run", "long")]
    public Task Laws_HundredThousandHistories_Hold() => HoldAsync(100_000);

    private static async Task HoldAsync(int histories)
    {
        var seeds = Setting("SWITCHBACK_SEED") is { } one ? [one] : Enumerable.Range(First, Setting("SWITCHBACK_HISTORIES") ?? histories);
        var phases = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(seeds, TestContext.Current.CancellationToken, async (seed, _) =>
        {
            var history = new History(seed);
            await history.RunAsync();
            if (history.Faults.Count > 0) Assert.Fail($"seed {seed}:\n{string.Join('\n', history.Faults)}\n{history.Story}");
            phases.AddOrUpdate(history.Story.TrimEnd().Split('\n')[^1].Split(':')[0], 1, (_, count) => count + 1);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{phases.Values.Sum()} histories from seed {First}: {string.Join(", ", phases.OrderBy(phase => phase.Key, StringComparer.Ordinal))}");
        // Chance that reaches no failure and no abort proves little.
        if (phases.Values.Sum() > 1_000) Assert.True(phases.Count >= 2, string.Join(", ", phases));
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : null;
}
