using Microsoft.Extensions.Logging;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Watching;

/// <summary>
/// The one pair of loops that asks one cluster, for all viewers: a fast one for statistics and positions, and a slow one for
/// the rest, so that a dear read never holds up the numbers. A cluster that does not answer keeps what it said last.
/// </summary>
public sealed class ClusterWatch
{
    private readonly ElasticsearchCluster _cluster;
    private readonly WatchPace _pace;
    private readonly FleetAssembler _assembler;
    private readonly SlowLooks _slow;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger _logger;
    private readonly FollowStatsReader _statsReader = new();
    private readonly FollowStats _stats = new();
    private readonly PositionsReader _positionsReader = new();
    private readonly Positions _positions = new();
    private TimeSpan _period;
    private DateTimeOffset? _silentSince;

    public ClusterWatch(ElasticsearchCluster cluster, WatchPace pace, FleetAssembler assembler, TimeProvider time, Random random, ILogger logger)
    {
        (_cluster, _pace, _assembler, _time, _random, _logger) = (cluster, pace, assembler, time, random, logger);
        _period = pace.Every;
        _slow = new SlowLooks(cluster, pace, assembler, time, logger);
    }

    public WatchMeter Meter { get; } = new();

    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(PollAsync(cancel), _slow.RunAsync(cancel));

    private async Task PollAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var due = _time.GetTimestamp();
            await PollOnceAsync(cancel);
            // Spread a little, so that the clusters of a fleet are not all asked at the same instant for ever.
            var rest = _period - _time.GetElapsedTime(due) + (_period * (_random.NextDouble() - 0.5) * 0.1);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, _time, cancel);
        }
    }

    private async Task PollOnceAsync(CancellationToken cancel)
    {
        var began = _time.GetTimestamp();
        Fault? fault = null;
        try
        {
            var deadline = WatchPace.DeadlineOf(_period);
            // Both at once: their numbers are compared with each other, and should be of one moment.
            var statsTask = _cluster.Following.StatsAsync(_statsReader, _stats, cancel, deadline);
            var positionsTask = _cluster.Indices.PositionsAsync(_positionsReader, _positions, cancel, timeout: deadline);
            var stats = await statsTask;
            var positions = await positionsTask;
            fault = Broken(stats) ?? Broken(positions);
            if (fault is null)
            {
                var turned = _assembler.Heard(_cluster.Name, new ClusterReading(
                    stats.TryGet(out var told, out var untold) ? told : null,
                    untold is null ? null : $"{_cluster.Name} answers, but does not tell how its followers are. {untold.Say()}",
                    positions.TryGet(out var marks, out _) ? marks : null,
                    _cluster.Channel.Identity?.VersionText, _cluster.Channel.Identity?.ClusterUuid,
                    _period, _period > _pace.Every));
                if (turned) _slow.LookNow();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A bug of ours must not end the loop: the page would go on showing the last numbers as if they were new.
            Log.PollBroke(_logger, _cluster.Name, e);
            fault = new Fault.Unreadable("something Switchback cannot handle; its log has the details", _cluster.Name);
        }
        Settle(fault, _time.GetElapsedTime(began));
    }

    private void Settle(Fault? fault, TimeSpan took)
    {
        var result = new PollResult(fault is null, fault is Fault.TimedOut, took);
        Meter.Note(result);
        _period = BackOff.Next(_pace.Every, _period, result);
        if (fault is not null)
        {
            if (_silentSince is null) Log.ClusterSilent(_logger, _cluster.Name, fault.Say());
            _silentSince ??= _time.GetUtcNow();
            _assembler.NotHeard(_cluster.Name, fault.Say(), fault is Fault.TimedOut, _period, _period > _pace.Every);
            // When it answers again, what changed meanwhile is asked for at once.
            _slow.LookNow();
        }
        else if (_silentSince is { } since)
        {
            Log.ClusterBack(_logger, _cluster.Name, _time.GetUtcNow() - since);
            _silentSince = null;
        }
    }

    /// <summary>A plain no - a licence, a right - is an answer of a cluster that is well; anything else is none.</summary>
    private static Fault? Broken<T>(Answer<T> answer) =>
        answer.TryGet(out _, out var fault) || fault is Fault.NotLicensed or Fault.Refused or Fault.NotAllowed { Error.Status: 403 } ? null : fault;
}
