using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Tasks;

/// <summary>
/// What the node is doing now. A call stays here until it ends, also when its caller is long gone: a follow that hangs because
/// the leader is frozen is seen here and nowhere else (contract 0.31).
/// </summary>
public sealed class TaskRegistry
{
    private readonly Cluster _cluster;
    private readonly SortedDictionary<long, RunningTask> _running = [];
    private readonly Dictionary<long, FinishedTask> _finished = [];
    private long _lastId;

    public TaskRegistry(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Runtime.Stopped += _running.Clear;
    }

    /// <summary>Calls under way and the persistent tasks, by number.</summary>
    public IEnumerable<RunningTask> All => _running.Values.Concat(_cluster.Replication.Tasks.Listed).OrderBy(task => task.Id);

    public RunningTask? Find(long id) => All.FirstOrDefault(task => task.Id == id);

    public long NextId() => ++_lastId;

    public async Task<T> RunAsync<T>(string action, Func<Task<T>> work, string? opaqueId = null, string? parent = null)
    {
        var task = new RunningTask(NextId(), parent is null ? "transport" : "direct", action, "", _cluster.NowMillis, opaqueId) { Parent = parent };
        _running[task.Id] = task;
        try
        {
            return await work();
        }
        finally
        {
            _running.Remove(task.Id);
        }
    }

    /// <summary>Runs something that its caller does not wait for; what became of it is kept under its number.</summary>
    public long Begin(string action, Func<Task<JsonObject>> work, string? opaqueId = null)
    {
        var task = new RunningTask(NextId(), "transport", action, "", _cluster.NowMillis, opaqueId) { IsCancellable = true };
        _running[task.Id] = task;
        _ = FinishAsync(task, work);
        return task.Id;
    }

    /// <summary>A task that was begun without waiting and has ended.</summary>
    public FinishedTask? Finished(long id) => _finished.GetValueOrDefault(id);

    private async Task FinishAsync(RunningTask task, Func<Task<JsonObject>> work)
    {
        try
        {
            _finished[task.Id] = new FinishedTask(task, await work(), null);
        }
        catch (ElasticException e)
        {
            _finished[task.Id] = new FinishedTask(task, null, e);
        }
        catch (NodeStoppedException)
        {
            // It ended with the process, and nobody will find it.
        }
        finally
        {
            _running.Remove(task.Id);
        }
    }
}
