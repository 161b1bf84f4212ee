namespace Switchback.Lab.Clusters;

/// <summary>Requests that wait until the cluster is in some state: looked at again after every change, given up after a time.</summary>
public sealed class StateWaits
{
    private readonly Cluster _cluster;
    private readonly List<(Func<bool> Holds, TaskCompletionSource<bool> Done)> _waiting = [];

    public StateWaits(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Master.Changed += Look;
        cluster.Runtime.Stopped += () =>
        {
            foreach (var (_, done) in _waiting) done.TrySetException(new NodeStoppedException());
            _waiting.Clear();
        };
    }

    /// <summary>True once it holds, false when the time is over before.</summary>
    public async Task<bool> UntilAsync(Func<bool> holds, TimeSpan timeout)
    {
        if (holds()) return true;
        if (timeout <= TimeSpan.Zero) return false;
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = (holds, done);
        _waiting.Add(waiting);
        var timer = _cluster.Runtime.After(timeout, () => done.TrySetResult(holds()));
        try
        {
            return await done.Task;
        }
        finally
        {
            timer.Cancel();
            _waiting.Remove(waiting);
        }
    }

    /// <summary>For changes that are not the master's: a shard's own progress.</summary>
    public void Look()
    {
        foreach (var (holds, done) in _waiting.ToArray())
            if (holds())
                done.TrySetResult(true);
    }
}
