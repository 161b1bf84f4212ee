using Microsoft.Extensions.Logging;
using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Watching;

/// <summary>Reads what changes seldom, one thing after the other, each at its own pace and at once when something came or went.</summary>
internal sealed class SlowLooks(ElasticsearchCluster cluster, WatchPace pace, FleetAssembler assembler, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly Lock _gate = new();
    private readonly SlowReads _reads = new(pace.SlowEvery);
    private readonly PositionsReader _leaseReader = new();
    private readonly Positions _leases = new();
    private readonly CopySpeed _speed = new();
    private HashSet<string> _followers = [];

    /// <summary>Something came or went.</summary>
    public void LookNow()
    {
        lock (_gate) _reads.AskSoon(time.GetUtcNow());
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            SlowRead? next;
            lock (_gate) next = _reads.Begin(time.GetUtcNow());
            if (next is not { } read)
            {
                await Task.Delay(Beat, time, cancel);
                continue;
            }
            var began = time.GetTimestamp();
            var answered = await TryReadAsync(read, cancel);
            lock (_gate) _reads.Done(read, time.GetUtcNow(), time.GetElapsedTime(began));
            // A cluster that does not answer is asked by the fast loop; this one must not hammer it.
            if (!answered) await Task.Delay(TimeSpan.FromSeconds(1), time, cancel);
        }
    }

    private async Task<bool> TryReadAsync(SlowRead read, CancellationToken cancel)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
            return await ReadAsync(read, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.PollBroke(logger, cluster.Name, e);
            return false;
        }
    }

    private Task<bool> ReadAsync(SlowRead read, CancellationToken cancel) => read switch
    {
        SlowRead.Metadata => ReadMetadataAsync(cancel),
        SlowRead.Indices => ReadIndicesAsync(cancel),
        SlowRead.Parameters => ReadParametersAsync(cancel),
        SlowRead.Leases => ReadLeasesAsync(cancel),
        SlowRead.Copies => ReadCopiesAsync(cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(read)),
    };

    private async Task<bool> ReadMetadataAsync(CancellationToken cancel)
    {
        var answer = await cluster.Self.FollowMetadataAsync(["*"], cancel);
        if (!answer.TryGet(out var metadata, out _)) return false;
        assembler.TakeMetadata(cluster.Name, metadata);
        if (!_followers.SetEquals(metadata.Keys))
        {
            _followers = [.. metadata.Keys];
            // Parameters live in the tasks, which begin a moment after the follower is there.
            lock (_gate) _reads.AskAt(SlowRead.Parameters, time.GetUtcNow() + TimeSpan.FromSeconds(1));
        }
        return true;
    }

    private async Task<bool> ReadIndicesAsync(CancellationToken cancel)
    {
        var answer = await cluster.Indices.ListAsync(cancel);
        if (answer.TryGet(out var indices, out _)) assembler.TakeIndices(cluster.Name, indices);
        return indices is not null;
    }

    private async Task<bool> ReadParametersAsync(CancellationToken cancel)
    {
        if (_followers.Count == 0) return true;
        var answer = await cluster.Following.InfoAsync(cancel);
        if (answer.TryGet(out var infos, out _)) assembler.TakeParameters(cluster.Name, infos);
        return infos is not null;
    }

    private async Task<bool> ReadLeasesAsync(CancellationToken cancel)
    {
        var asked = time.GetUtcNow();
        var clock = await cluster.Self.DisksAsync(cancel);
        var answered = time.GetUtcNow();
        // Leases carry the cluster's own times. It stamps them by its nodes' clocks, and only those say how far they are from ours.
        var skew = clock.TryGet(out var nodes, out _) && nodes.FirstOrDefault(node => node.ReadAt is not null)?.ReadAt is { } theirs
            ? theirs - (asked + ((answered - asked) / 2))
            : (TimeSpan?)null;
        var answer = await cluster.Indices.PositionsAsync(_leaseReader, _leases, cancel, PositionExtras.Leases);
        if (!answer.TryGet(out var positions, out _)) return false;
        assembler.TakeLeases(cluster.Name, Renewals(positions, skew ?? TimeSpan.Zero), skew);
        return true;
    }

    private async Task<bool> ReadCopiesAsync(CancellationToken cancel)
    {
        var copying = assembler.Copying(cluster.Name);
        if (copying.Count == 0)
        {
            if (_speed.Clear()) assembler.TakeCopies(cluster.Name, new Dictionary<string, CopyProgress>());
            return true;
        }
        var answer = await cluster.Indices.RecoveriesAsync(["*"], activeOnly: true, cancel);
        if (answer.TryGet(out var recoveries, out _)) assembler.TakeCopies(cluster.Name, _speed.Of(recoveries, time.GetUtcNow()));
        return recoveries is not null;
    }

    /// <summary>The oldest renewal over a follower's shards counts: the shard that loses its history first is the one that hurts.</summary>
    internal static IReadOnlyDictionary<string, DateTimeOffset> Renewals(Positions positions, TimeSpan skew)
    {
        var renewed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (ref readonly var index in positions.Indices)
        {
            foreach (ref readonly var shard in positions.ShardsOf(index))
            {
                foreach (ref readonly var lease in positions.LeasesOf(shard))
                {
                    if (lease.Parts() is not { } parts) continue;
                    // By the leader cluster's clock, brought to ours.
                    var at = lease.RenewedAt - skew;
                    if (!renewed.TryGetValue(parts.FollowerUuid, out var known) || at < known) renewed[parts.FollowerUuid] = at;
                }
            }
        }
        return renewed;
    }
}
