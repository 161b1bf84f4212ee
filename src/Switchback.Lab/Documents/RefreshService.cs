using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;
using Switchback.Lab.Units;

namespace Switchback.Lab.Documents;

/// <summary>
/// When searches see what was written (contract 0.34): every <c>refresh_interval</c> while the shard was searched within the last 30 s
/// or its interval was set, else not before somebody searches. Whoever writes to a shard, leader or follower, says so by
/// <see cref="Applied"/>; nothing runs for a shard that is not written to.
/// </summary>
public sealed class RefreshService
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultIdleAfter = TimeSpan.FromSeconds(30);

    private readonly Cluster _cluster;
    private readonly IdleFlush _idle;

    public RefreshService(Cluster cluster)
    {
        _cluster = cluster;
        _idle = new IdleFlush(cluster);
        cluster.Runtime.Stopped += Forget;
        cluster.Indices.Changed += OnChanged;
        cluster.Indices.Closed += Release;
        cluster.Indices.Deleted += Release;
    }

    private TimeSpan Now => _cluster.Lab.Clock.Elapsed;

    /// <summary>Operations were applied to this shard: tells whoever waits for its checkpoint, and sees to the next refresh.</summary>
    public void Applied(Shard shard)
    {
        shard.Reader.LastSearched ??= Now;
        shard.RaiseAdvanced();
        _idle.Written(shard);
        Schedule(shard);
    }

    public void Refresh(Shard shard)
    {
        shard.Counters.Refreshes++;
        shard.Counters.ExternalRefreshes++;
        shard.Store.Refresh();
        shard.Reader.IsPending = false;
        foreach (var waiting in shard.Reader.Waiting) waiting.TrySetResult();
        shard.Reader.Waiting.Clear();
    }

    /// <summary>For a write that wants to be seen before it is answered.</summary>
    public Task WhenVisibleAsync(Shard shard)
    {
        if (!shard.Store.IsDirty) return Task.CompletedTask;
        if (IsIdle(shard)) shard.Reader.LastSearched = Now;
        return NextRefreshAsync(shard);
    }

    /// <summary>For a search: of a shard that nobody has searched for a while it waits for the refresh that was left out.</summary>
    public Task BeforeSearchAsync(Shard shard)
    {
        var idle = IsIdle(shard);
        shard.Reader.LastSearched = Now;
        return idle && shard.Reader.IsPending && shard.Store.IsDirty ? NextRefreshAsync(shard) : Task.CompletedTask;
    }

    private Task NextRefreshAsync(Shard shard)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shard.Reader.Waiting.Add(waiting);
        Schedule(shard);
        return waiting.Task;
    }

    // All shards of a cluster refresh on the same beat, as those of an index do.
    private void Schedule(Shard shard)
    {
        if (shard.Reader.NextRefresh is { IsPending: true }) return;
        var interval = IntervalOf(shard.Index);
        shard.Reader.Interval = interval;
        if (interval <= TimeSpan.Zero) return;
        var sinceBeat = TimeSpan.FromTicks(Now.Ticks % interval.Ticks);
        shard.Reader.NextRefresh = _cluster.Runtime.After(interval - sinceBeat, () => OnBeat(shard));
    }

    private void OnBeat(Shard shard)
    {
        if (!shard.IsStarted || !shard.Store.IsDirty) return;
        if (IsIdle(shard) && shard.Reader.Waiting.Count == 0) shard.Reader.IsPending = true;
        else Refresh(shard);
    }

    private bool IsIdle(Shard shard)
    {
        if (shard.Index.Settings["index.refresh_interval"] is { IsNull: false }) return false;
        var idleAfter = shard.Index.Settings.Text("index.search.idle.after") is { } text ? TimeText.Parse("index.search.idle.after", text).Span : DefaultIdleAfter;
        return shard.Reader.LastSearched is { } last && Now - last >= idleAfter;
    }

    private static TimeSpan IntervalOf(IndexState index) => index.Settings.Text("index.refresh_interval") is { } text
        ? TimeText.Parse("index.refresh_interval", text).Span
        : DefaultInterval;

    private void OnChanged(IndexState index)
    {
        var interval = IntervalOf(index);
        foreach (var shard in index.Shards)
        {
            if (shard.Reader.Interval is not { } before || before == interval) continue;
            shard.Reader.NextRefresh?.Cancel();
            shard.Reader.Interval = interval;
            if (shard.IsStarted) Refresh(shard);
        }
    }

    private static void Release(IndexState index)
    {
        foreach (var shard in index.Shards)
        {
            foreach (var waiting in shard.Reader.Waiting) waiting.TrySetResult();
            shard.Reader.Waiting.Clear();
        }
    }

    private void Forget()
    {
        foreach (var shard in _cluster.State.Indices.Values.SelectMany(index => index.Shards))
        {
            foreach (var waiting in shard.Reader.Waiting) waiting.TrySetException(new NodeStoppedException());
            shard.Reader = new ShardReader();
        }
    }
}
