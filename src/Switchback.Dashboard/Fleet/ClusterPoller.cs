using Switchback.Dashboard.Configuration;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Dashboard.Fleet;

/// <summary>
/// The one loop that asks one cluster, for all viewers. A cluster that does not answer keeps what it said last, with the time
/// it said it.
/// </summary>
internal sealed class ClusterPoller(ClusterReader reader, PollSettings pace, FleetMonitor monitor, TimeProvider time, ILogger logger)
{
    private ClusterView _view = ClusterView.NotAskedYet(reader.Name);
    private IReadOnlyList<FollowerInfo> _infos = [];
    private IReadOnlyDictionary<string, FollowMetadata> _metadata = new Dictionary<string, FollowMetadata>();
    private HashSet<string> _signs = [];
    private long? _infosReadAt;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(pace.Every, time);
        do
        {
            await PollAsync(cancellationToken);
        }
        while (await ticks.WaitForNextTickAsync(cancellationToken));
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        Answer<ClusterReading> answer;
        var withInfos = _infosReadAt is not { } at || time.GetElapsedTime(at) >= pace.SlowEvery;
        try
        {
            answer = await reader.ReadAsync(withInfos, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A bug of ours must not end the loop: the page would go on showing the last numbers as if they were new.
            logger.PollBroke(reader.Name, e);
            answer = new Fault.Unreadable("something Switchback cannot handle; its log has the details", reader.Name);
        }

        var view = answer.TryGet(out var reading, out var fault) ? Heard(reading) : NotHeard(fault);
        LogChange(_view.Line, view.Line);
        monitor.Publish(_view = view);
    }

    private ClusterView Heard(ClusterReading reading)
    {
        if (reading.Infos is not null)
        {
            (_infos, _metadata, _infosReadAt) = (reading.Infos, reading.Metadata ?? _metadata, time.GetTimestamp());
        }

        var signs = Signs(reading);
        if (reading.Infos is null && !signs.SetEquals(_signs))
        {
            // Something was paused, resumed, closed, opened or made: what is asked for seldom is asked for by the next poll.
            _infosReadAt = null;
        }

        _signs = signs;
        var followers = _infos.Select(info => Facts(info, reading)).OrderBy(follower => follower.Name, StringComparer.Ordinal).ToList();
        return new ClusterView(reader.Name, new ClusterLine.Answering(), time.GetUtcNow(), reading.ServerVersion, followers, reading.Positions);
    }

    private FollowerFacts Facts(FollowerInfo info, ClusterReading reading)
    {
        var metadata = _metadata.GetValueOrDefault(info.Index);
        return new FollowerFacts(
            info.Index, info.Remote, info.LeaderIndex, metadata?.LeaderUuid, info.Status, metadata?.IsOpen, reading.Tasks.GetValueOrDefault(info.Index));
    }

    /// <summary>By name, who has tasks, and which follower has started shards.</summary>
    private HashSet<string> Signs(ClusterReading reading) =>
    [
        .. reading.Tasks.Keys.Select(name => $"tasks {name}"),
        .. _infos.Where(info => reading.Positions?.GetValueOrDefault(info.Index) is { Shards.Count: > 0 }).Select(info => $"shards {info.Index}"),
    ];

    private ClusterView NotHeard(Fault fault)
    {
        // When it answers again, what changed meanwhile is asked for at once.
        _infosReadAt = null;
        var since = _view.Line is ClusterLine.NotAnswering silent ? silent.Since : time.GetUtcNow();
        return _view with { Line = new ClusterLine.NotAnswering(since, fault.Say()) };
    }

    private void LogChange(ClusterLine before, ClusterLine now)
    {
        switch (before, now)
        {
            case (not ClusterLine.NotAnswering, ClusterLine.NotAnswering silent):
                logger.ClusterSilent(reader.Name, silent.Why);
                break;
            case (ClusterLine.NotAnswering silent, ClusterLine.Answering):
                logger.ClusterBack(reader.Name, time.GetUtcNow() - silent.Since);
                break;
        }
    }
}
