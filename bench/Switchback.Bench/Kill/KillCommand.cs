using System.Diagnostics;
using System.Globalization;
using Switchback.Bench.Running;

namespace Switchback.Bench.Kill;

/// <summary>
/// The app is killed, as by kill -9, at random points of runs of every kind, and begun again on the same journal. Each run has to end
/// like one of its kind that was left alone: the same world, every effect as often, no call sent again before anybody had looked.
/// </summary>
internal static class KillCommand
{
    private const int Together = 3;
    private const int ChecksEvery = 20;

    public static async Task<int> RunAsync(RigOptions options, int rounds, int? given, CancellationToken cancel)
    {
        var now = TimeProvider.System.GetUtcNow();
        var seed = given ?? int.Parse(now.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var chance = new Random(seed);
        var clock = Stopwatch.StartNew();
        Console.WriteLine($"kill9: {rounds} rounds, seed {seed}, {now:yyyy-MM-dd HH:mm}, {Environment.ProcessorCount} processors");
        var kinds = KillKind.Turn.Count;
        await using var world = await KillWorld.StartAsync((((rounds + kinds - 1) / kinds) + 1) * KillKind.Sets * Together, cancel);
        await using var app = new KillApp(options.AppPath, world.Addresses);
        await app.StartAsync(cancel);

        var faults = new List<string>();
        var alone = new Dictionary<string, (string Portrait, TimeSpan Took)>(StringComparer.Ordinal);
        for (var number = 0; number < kinds; number++)
        {
            var kind = KillKind.Turn[number];
            world.Begin();
            var round = new KillRound(app, kind, $"left alone {number}", Names(number));
            await round.LeaveAloneAsync(cancel);
            Judge(faults, $"left alone, {kind.Name}", round, world);
            alone[kind.Name] = (await world.PortraitAsync(Names(number)), round.Took);
        }

        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var kills = 0;
        for (var number = kinds; number < kinds + rounds && !cancel.IsCancellationRequested; number++)
        {
            var kind = KillKind.Turn[number % kinds];
            var (portrait, took) = alone[kind.Name];
            TimeSpan? again = chance.Next(4) == 0 ? TimeSpan.FromSeconds(chance.NextDouble() * 2.5) : null;
            var after = took * (chance.NextDouble() * 1.05);
            kills += again is null ? 1 : 2;
            world.Begin();
            var round = new KillRound(app, kind, $"round {number}", Names(number));
            await round.KillAsync(after, again, cancel);
            var what = $"round {number - kinds + 1}, {kind.Name}, killed after {after.TotalMilliseconds:0} of {took.TotalMilliseconds:0} ms{(again is { } soon ? $" and {soon.TotalMilliseconds:0} ms after it had begun again" : "")}, {round.Was}";
            Judge(faults, what, round, world);
            var end = "";
            if (!await KillApp.UntilAsync(async () => world.IsAtRest && (end = await world.PortraitAsync(Names(number))) == portrait, cancel)) faults.Add($"{what}: it ended in another world:\n{end}instead of\n{portrait}");
            found[round.Was] = found.GetValueOrDefault(round.Was) + 1;
            if (faults.Count > 0) break;
            if (number % ChecksEvery != 0) continue;
            Console.WriteLine($"  {number - kinds + 1} rounds, {clock.Elapsed.TotalMinutes:0.0} min");
            if ((bool?)(await app.GetAsync("audit/verify", cancel))?["whole"] != true) faults.Add($"{what}: the chain is not whole");
        }

        await app.KillAsync();
        var verified = await app.VerifyAsync();
        if (!verified.StartsWith("The chain is whole", StringComparison.Ordinal)) faults.Add(verified);
        foreach (var fault in faults) Console.WriteLine($"FAULT {fault}");
        Console.WriteLine($"  killed {kills} times; the runs were: {string.Join(", ", found.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Value} {entry.Key}"))}");
        Console.WriteLine($"  {verified.Split(" in ")[0]}");
        Console.WriteLine($"  {faults.Count} faults, {clock.Elapsed.TotalMinutes:0.0} min");
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>Each turn through the kinds has sets of its own.</summary>
    private static IReadOnlyList<string> Names(int number)
    {
        var first = ((number / KillKind.Turn.Count * KillKind.Sets) + KillKind.Turn[number % KillKind.Turn.Count].Set) * Together;
        return [.. Enumerable.Range(first, Together).Select(place => $"k-{place:00000}")];
    }

    private static void Judge(List<string> faults, string what, KillRound round, KillWorld world)
    {
        if (round.Fault is { } fault) faults.Add($"{what}: {fault}");
        faults.AddRange(world.SentUnseen().Select(sent => $"{what}: {sent}"));
    }
}
