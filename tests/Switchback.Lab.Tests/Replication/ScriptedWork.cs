using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Tests.Replication;

/// <summary>A follow task's hands in a test: every call is kept until the test answers it, and sleeping takes no time.</summary>
public sealed class ScriptedWork : IFollowWork
{
    public sealed record Read(long From, int MaxOperations, TaskCompletionSource<LeaderChanges> Answer);

    public sealed record Write(IReadOnlyList<Operation> Operations, TaskCompletionSource<ShardPosition> Answer);

    private readonly Queue<TaskCompletionSource> _sleeping = new();

    public List<Read> Reads { get; } = [];

    public List<Write> Writes { get; } = [];

    public List<TimeSpan> Delays { get; } = [];

    public ShardPosition Position { get; set; } = new(-1, -1);

    public Queue<ElasticException> LocateFailures { get; } = new();

    public long MappingVersion { get; set; } = 1;

    public long SettingsVersion { get; set; } = 1;

    public List<string> Synced { get; } = [];

    public TimeSpan Elapsed { get; set; }

    public Task<ShardPosition> LocateAsync() => LocateFailures.TryDequeue(out var failure) ? Task.FromException<ShardPosition>(failure) : Task.FromResult(Position);

    public Task<LeaderChanges> ReadAsync(long from, int maxOperations)
    {
        var read = new Read(from, maxOperations, new TaskCompletionSource<LeaderChanges>());
        Reads.Add(read);
        return read.Answer.Task;
    }

    public Task<ShardPosition> WriteAsync(IReadOnlyList<Operation> operations)
    {
        var write = new Write(operations, new TaskCompletionSource<ShardPosition>());
        Writes.Add(write);
        return write.Answer.Task;
    }

    public Task<long> SyncMappingAsync(long atLeast) => Sync("mapping", MappingVersion);

    public Task<long> SyncSettingsAsync() => Sync("settings", SettingsVersion);

    public Task<long> SyncAliasesAsync() => Sync("aliases", 1);

    public Task DelayAsync(TimeSpan delay)
    {
        Delays.Add(delay);
        var asleep = new TaskCompletionSource();
        _sleeping.Enqueue(asleep);
        return asleep.Task;
    }

    public TimeSpan BackOff(int retry) => TimeSpan.FromSeconds(retry);

    public bool ShouldRetry(ElasticException e) => RetryRule.ShouldRetry(e, Clusters.Profile.Newest);

    /// <summary>Whoever sleeps longest wakes.</summary>
    public void Wake() => _sleeping.Dequeue().SetResult();

    public static LeaderChanges Changes(long from, int count, long checkpoint, long mapping = 1, long settings = 1) => new(
        [.. Enumerable.Range(0, count).Select(i => Operation(from + i))], checkpoint, checkpoint, mapping, settings, 1, 3);

    public static Operation Operation(long number) => new()
    {
        Kind = OperationKind.Index,
        Id = $"{number}",
        SeqNo = number,
        PrimaryTerm = 1,
        Version = 1,
        Source = new byte[90],
    };

    private Task<long> Sync(string what, long version)
    {
        Synced.Add(what);
        return Task.FromResult(version);
    }
}
