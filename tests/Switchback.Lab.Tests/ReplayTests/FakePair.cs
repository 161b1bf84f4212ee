using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

/// <summary>Two fake clusters, what they were asked, and a replayer that takes them for a lab.</summary>
public sealed class FakePair : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log;
    private readonly LabSteering _steering;

    private FakePair(FakeCluster a, FakeCluster b, ConcurrentQueue<string> log)
    {
        A = a;
        B = b;
        _log = log;
        Pair = new Pair(a.Url, b.Url);
        _steering = new LabSteering(Pair);
    }

    public FakeCluster A { get; }

    public FakeCluster B { get; }

    public Pair Pair { get; }

    /// <summary>The requests so far, without those that every replay begins with.</summary>
    public IReadOnlyList<string> Asked =>
        [.. _log.Where(line => !line.EndsWith(" /", StringComparison.Ordinal) && !line.EndsWith("/_nodes/_all/transport", StringComparison.Ordinal))];

    public static async Task<FakePair> StartAsync(Func<HttpContext, Task> answer)
    {
        var log = new ConcurrentQueue<string>();
        var a = await FakeCluster.StartAsync("clusterA", log, answer);
        return new FakePair(a, await FakeCluster.StartAsync("clusterB", log, answer), log);
    }

    public static Task<FakePair> AnsweringAsync(string json) => StartAsync(context => FakeCluster.JsonAsync(context, json));

    /// <param name="steps">the recorded steps, as they stand in a file</param>
    public Task<ReplayReport> ReplayAsync(string steps) => ReplayAsync(Some.Recording(steps));

    public Task<ReplayReport> ReplayAsync(Recording recording, ISteering? steering = null) =>
        new Replayer(Pair, steering ?? _steering, RecordingFiles.ReadRules())
            .ReplayAsync(recording, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _steering.Dispose();
        Pair.Dispose();
        await A.DisposeAsync();
        await B.DisposeAsync();
    }
}
