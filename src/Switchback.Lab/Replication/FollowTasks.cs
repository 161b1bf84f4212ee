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

    /// <summary>One task a shard, each an update of its own.</summary>
    public async Task StartAsync(IndexState follower, FollowParameters parameters, Principal? user)
    {
        var ccr = follower.Ccr ?? throw FollowChecks.NoMetadata(follower.Name);
        var tasks = follower.Shards.Select(shard => new FollowTask(
            follower.Name, follower.Uuid, shard.Id, ccr.RemoteCluster, ccr.LeaderIndex, ccr.LeaderIndexUuid, parameters, user)).ToList();
        await _cluster.Master.UpdateAsync(() =>
        {
            if (_cluster.State.Find(follower.Name) != follower) throw Errors.IndexNotFoundBare(follower.Name);
            foreach (var task in tasks)
            {
                if (Set.Find(task.FollowerIndex, task.Shard) is not null)
                    throw new ElasticException(400, "resource_already_exists_exception", $"task with id {{{task.Id}}} already exist");
                if (!follower.Shards[task.Shard].IsStarted) throw Errors.IllegalArgument("Not all copies of follow shard are started");
            }
            foreach (var task in tasks) Set.Add(task);
            LastStarted = _cluster.NowMillis;
        }, tasks.Count);
        foreach (var task in tasks) Run(task);
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
