using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Security;

namespace Switchback.Lab.Replication;

/// <summary>
/// Runs the follow tasks that the cluster state holds: started by follow and resume_follow, ended by pause_follow or when their
/// index goes, begun again with their counters at 0 when the process comes back.
/// </summary>
public sealed class FollowTasks
{
    private readonly Cluster _cluster;
    private readonly Dictionary<string, RunningFollow> _running = new(StringComparer.Ordinal);

    public FollowTasks(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Runtime.Stopped += Forget;
        cluster.Runtime.Started += () =>
        {
            foreach (var task in Set.All) Run(task);
        };
        cluster.Indices.Deleted += index => End(index.Name);
    }

    public FollowTaskSet Set => _cluster.State.FollowTasks;

    /// <summary>The running side of a task; null while its process is down.</summary>
    public RunningFollow? Find(FollowTask task) => _running.GetValueOrDefault(task.Id);

    /// <summary>As the task list shows them.</summary>
    public IEnumerable<Tasks.RunningTask> Listed => _running.Values.Select(running => running.Listed);

    /// <summary>
    /// One task a shard, each asked for by itself: those that can start do, and of the refusals the lowest shard's is told with the
    /// others riding along.
    /// </summary>
    public async Task StartAsync(IndexState follower, FollowParameters parameters, Principal? user)
    {
        var ccr = follower.Ccr ?? throw FollowChecks.NoMetadata(follower.Name);
        var asked = follower.Shards.Select(shard => new FollowTask(
            follower.Name, follower.Uuid, shard.Id, ccr.RemoteCluster, ccr.LeaderIndex, ccr.LeaderIndexUuid, parameters, user)).ToList();
        var started = new List<FollowTask>();
        var refusals = new List<ElasticException>();
        await _cluster.Master.UpdateAsync(() =>
        {
            if (_cluster.State.Find(follower.Name) != follower) throw Errors.IndexNotFoundBare(follower.Name);
            foreach (var task in asked)
            {
                if (Refusal(follower, task) is { } refusal) refusals.Add(refusal);
                else started.Add(task);
            }
            if (started.Count == 0) throw Together(refusals);
            foreach (var task in started) Set.Add(task);
            LastStarted = _cluster.NowMillis;
        }, asked.Count);
        foreach (var task in started) Run(task);
        if (refusals.Count > 0) throw Together(refusals);
    }

    /// <summary>When a task was last started, for the usage report.</summary>
    public long? LastStarted { get; private set; }

    /// <summary>Puts a task into the state and runs it, without an update: for bulk seeding only.</summary>
    public void Seed(FollowTask task)
    {
        Set.Add(task);
        Run(task);
    }

    /// <summary>Inside an update: the tasks of an index are over. Returns how many there were.</summary>
    public int End(string index)
    {
        var ended = Set.Remove(index);
        foreach (var task in ended)
            if (_running.Remove(task.Id, out var running))
                running.End();
        return ended.Count;
    }

    private ElasticException? Refusal(IndexState follower, FollowTask task)
    {
        if (Set.Find(task.FollowerIndex, task.Shard) is not null)
            return new ElasticException(400, "resource_already_exists_exception", $"task with id {{{task.Id}}} already exist");
        return follower.Shards[task.Shard].IsStarted ? null : Errors.IllegalArgument("Not all copies of follow shard are started");
    }

    private static ElasticException Together(List<ElasticException> refusals)
    {
        refusals[0].Suppressed.AddRange(refusals.Skip(1));
        return refusals[0];
    }

    private void Run(FollowTask task)
    {
        if (_running.ContainsKey(task.Id)) return;
        var running = new RunningFollow(_cluster, task);
        _running.Add(task.Id, running);
        running.Begin();
    }

    private void Forget()
    {
        foreach (var running in _running.Values) running.End();
        _running.Clear();
    }
}
