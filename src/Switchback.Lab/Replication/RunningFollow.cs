using Switchback.Lab.Clusters;
using Switchback.Lab.Tasks;

namespace Switchback.Lab.Replication;

/// <summary>A follow task at work, with its lease and its entry among the running tasks.</summary>
public sealed class RunningFollow
{
    private readonly Cluster _cluster;
    private readonly ShardFollower _follower;
    private readonly LeaseKeeper _lease;

    public RunningFollow(Cluster cluster, FollowTask task)
    {
        _cluster = cluster;
        Task = task;
        _follower = new ShardFollower(new FollowWork(cluster, task), task.Parameters, OperationSize.For(cluster.Profile));
        _lease = new LeaseKeeper(cluster, task, () => _follower.Status.FollowerGlobalCheckpoint + 1);
        _follower.Began += _lease.Begin;
        _follower.Ended += _lease.End;
    }

    public FollowTask Task { get; }

    public ShardFollowerStatus Status => _follower.Status;

    /// <summary>Number and start of its entry in the task list.</summary>
    public long Id { get; private set; }

    public long StartMillis { get; private set; }

    public void Begin()
    {
        Id = _cluster.Tasks.NextId();
        StartMillis = _cluster.NowMillis;
        _follower.Start();
    }

    /// <summary>Its entry in the task list.</summary>
    public RunningTask Listed => new(Id, "persistent", "xpack/ccr/shard_follow_task[c]", $"id={Task.Id}", StartMillis, null)
    {
        Parent = "cluster:" + Id,
        IsCancellable = true,
        Status = writer => ShardStatusJson.Write(writer, Task, Status, _cluster.Lab.Clock.Elapsed, human: false),
    };

    public void End() => _follower.Stop();

    /// <summary>The task turns fatal as if a read had failed for good: a fault for rehearsals.</summary>
    public void Fail(Http.ElasticException e) => _follower.Fail(e);
}
