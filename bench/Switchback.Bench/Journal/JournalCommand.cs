using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Switchback.Core.Journal;
using Switchback.Storage.Journal;

namespace Switchback.Bench.Journal;

/// <summary>
/// What the journal costs, beside what nothing can be cheaper than on the same disk in the same run: a write and a flush for each
/// event, and one pass of SHA-256 over the same files.
/// </summary>
internal static class JournalCommand
{
    private const int Lot = 1000;
    private const int EventsOfARun = 200;

    /// <summary>Of a line of some 400 bytes.</summary>
    private const string Data =
        """{"step":"pause","item":"clusterB/orders-2026.11.25-000417","outcome":"done","position":7919417,"took":"00:00:00.0182","call":"POST /orders/_pause"}""";

    public static async Task<int> RunAsync(int events, int seconds, CancellationToken cancel)
    {
        var figures = new Figures($"journal: {events.ToString("N0", CultureInfo.InvariantCulture)} events", TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("switchback-journal-").FullName;
        try
        {
            await AppendsAsync(figures, folder, seconds, cancel);
            await ReadsAsync(figures, Path.Combine(folder, "many"), events, cancel);
            return figures.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AppendsAsync(Figures figures, string folder, int seconds, CancellationToken cancel)
    {
        var plain = Plain(Path.Combine(folder, "plain"), seconds);
        figures.Note("a plain write and flush for each event, one writer", plain, "a second");
        foreach (var writers in new[] { 1, 16, 64 })
        {
            await using var journal = FileJournal.Open(Path.Combine(folder, $"writers-{writers}"), TimeProvider.System);
            var began = Stopwatch.GetTimestamp();
            var counts = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
            {
                var stream = $"run/{writer}";
                var count = 0;
                for (; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; count++)
                {
                    if (await journal.AppendAsync(stream, ExpectedVersion.Exactly(count), [Event()], cancel) is not Appended.Done) throw new InvalidOperationException("An append was refused.");
                }

                return count;
            }, cancel)));
            var rate = counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
            figures.Note($"appends, {writers} writer{(writers == 1 ? "" : "s")}", rate, "a second");
            figures.Note("  against the plain write and flush", rate / plain, "x");
        }
    }

    private static double Plain(string path, int seconds)
    {
        var line = Encoding.UTF8.GetBytes(new string('x', 399) + "\n");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var began = Stopwatch.GetTimestamp();
        var count = 0L;
        for (; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; count++)
        {
            RandomAccess.Write(file, line, count * line.Length);
            RandomAccess.FlushToDisk(file);
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task ReadsAsync(Figures figures, string folder, int events, CancellationToken cancel)
    {
        await using (var journal = FileJournal.Open(folder, TimeProvider.System))
        {
            for (var written = 0; written < events; written += Lot)
            {
                // Each event an append of its own, as runs make them; sent together, so that they share a flush.
                await Task.WhenAll(Enumerable.Range(written, Math.Min(Lot, events - written)).Select(n =>
                    journal.AppendAsync(n % 10 == 0 ? $"mapping/cluster{n % 20}" : $"run/{n / EventsOfARun}", ExpectedVersion.Any, [Event()], cancel).AsTask()));
            }
        }

        var files = Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).ToArray();
        var bytes = files.Sum(file => new FileInfo(file).Length);
        figures.Note("bytes, and a line", string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} in {files.Length} files, {bytes / events}"));

        var bare = Seconds(() => Bare(files));
        figures.Note("one pass of SHA-256 over the files", bare, "s");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        FileJournal? opened = null;
        var opening = Seconds(() => opened = FileJournal.Open(folder, TimeProvider.System));
        await using var again = opened!;
        if (again.Head.Sequence != events) throw new InvalidOperationException("Events are missing.");
        figures.AtMost("opening, every line checked", opening, 5, "s");
        figures.Note("  against the bare pass", opening / bare, "x");
        figures.Note("  memory kept for it", (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6, "MB");

        await NoteAsync("every event read", async () => await CountAsync(again.ReadAsync(1, cancel)), events);
        await NoteAsync("the streams below mapping/", async () => await CountAsync(again.ReadStreamsAsync("mapping/", cancel)), events / 10);
        await NoteAsync("one run's stream", async () => await CountAsync(again.ReadStreamAsync("run/7", 1, cancel)), EventsOfARun - EventsOfARun / 10);
        await NoteAsync("verify, every event read wholly", async () => ((Verification.Whole)await again.VerifyAsync(cancel)).Count, events);

        async Task NoteAsync(string what, Func<Task<long>> work, long expected)
        {
            var began = Stopwatch.GetTimestamp();
            if (await work() != expected) throw new InvalidOperationException($"{what}: not all of them came.");
            var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
            figures.Note(what, string.Create(CultureInfo.InvariantCulture, $"{took:0.000} s, {took / bare:0.00} x the bare pass"));
        }
    }

    private static async Task<long> CountAsync(IAsyncEnumerable<JournalEvent> events)
    {
        var count = 0L;
        await foreach (var _ in events) count++;
        return count;
    }

    private static void Bare(string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[128 * 1024];
        foreach (var path in files)
        {
            using var file = File.OpenHandle(path);
            var at = 0L;
            for (int count; (count = RandomAccess.Read(file, block, at)) > 0; at += count) hash.AppendData(block, 0, count);
        }

        hash.GetHashAndReset();
    }

    private static double Seconds(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static NewEvent Event() => new("step-settled", "rehearsal:operator", Data);
}
