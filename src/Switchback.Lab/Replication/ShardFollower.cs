using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>
/// Keeps one follower shard up with its leader: several reads at a time while behind, one long poll when level, a buffer
/// between reading and writing, and retries without end. It ends by <see cref="Stop"/> (a pause), with its process, or fatally:
/// then it stands still with its last numbers and never goes on.
/// </summary>
public sealed class ShardFollower(IFollowWork work, FollowParameters parameters, Func<Operation, long> sizeOf)
{
    private readonly PriorityQueue<(Operation Operation, long Size), long> _buffer = new();
    private readonly Queue<(long From, long Required)> _unfinished = new();
    private bool _stopped;

    public ShardFollowerStatus Status { get; } = new();

    /// <summary>It knows where it stands and begins to follow: leases are renewed from here on.</summary>
    public event Action? Began;

    /// <summary>Stopped or fatal.</summary>
    public event Action? Ended;

    public bool HasEnded => _stopped || Status.Fatal is not null;

    public void Stop()
    {
        var alreadyEnded = HasEnded;
        _stopped = true;
        if (!alreadyEnded) Ended?.Invoke();
    }

    public void Start() => _ = GuardAsync(BeginAsync);

    private async Task BeginAsync()
    {
        if (await LocateAsync() is not { } position) return;
        // The leader's numbers begin as the follower's own: lag reads 0 until the first answer.
        Status.LeaderGlobalCheckpoint = Status.FollowerGlobalCheckpoint = Status.LastRequestedSeqNo = position.GlobalCheckpoint;
        Status.LeaderMaxSeqNo = Status.FollowerMaxSeqNo = position.MaxSeqNo;
        Began?.Invoke();
        if (await InsistAsync(() => work.SyncMappingAsync(0)) is not { } mapping) return;
        Status.MappingVersion = Math.Max(Status.MappingVersion, mapping);
        if (await InsistAsync(work.SyncSettingsAsync) is not { } settings) return;
        Status.SettingsVersion = Math.Max(Status.SettingsVersion, settings);
        if (await InsistAsync(work.SyncAliasesAsync) is not { } aliases) return;
        Status.AliasesVersion = Math.Max(Status.AliasesVersion, aliases);
        CoordinateReads();
    }

    private async Task<ShardPosition?> LocateAsync()
    {
        while (!HasEnded)
        {
            try
            {
                return await work.LocateAsync();
            }
            catch (ElasticException e)
            {
                if (HasEnded) return null;
                if (!work.ShouldRetry(e)) Fail(e);
                // The one place where max_retry_delay counts.
                else await work.DelayAsync(parameters.MaxRetryDelay.Span);
            }
        }
        return null;
    }

    private bool HasReadBudget =>
        Status.OutstandingReads < parameters.MaxOutstandingReadRequests
        && Status.BufferedBytes < parameters.MaxWriteBufferSize.Bytes
        && _buffer.Count < parameters.MaxWriteBufferCount;

    private void CoordinateReads()
    {
        if (HasEnded) return;
        while (HasReadBudget && _unfinished.TryDequeue(out var rest)) Read(rest.From, (int)(rest.Required - rest.From + 1), rest.Required);
        while (HasReadBudget && Status.LastRequestedSeqNo < Status.LeaderGlobalCheckpoint)
        {
            var from = Status.LastRequestedSeqNo + 1;
            var required = Math.Min(Status.LeaderGlobalCheckpoint, from + parameters.MaxReadRequestOperationCount - 1);
            // The only read may bring more than is known to be there.
            var count = Status.OutstandingReads == 0 ? parameters.MaxReadRequestOperationCount : (int)(required - from + 1);
            Status.LastRequestedSeqNo = required;
            Read(from, count, required);
        }
        if (Status.OutstandingReads == 0 && HasReadBudget)
            Read(Status.LastRequestedSeqNo + 1, parameters.MaxReadRequestOperationCount, Status.LastRequestedSeqNo);
    }

    private void Read(long from, int count, long required)
    {
        Status.OutstandingReads++;
        _ = GuardAsync(() => ReadAsync(from, count, required));
    }

    private async Task ReadAsync(long from, int count, long required)
    {
        var retries = 0;
        while (!HasEnded)
        {
            var sent = work.Elapsed;
            Status.LastRead = sent;
            try
            {
                var changes = await work.ReadAsync(from, count);
                if (HasEnded) return;
                Count(from, changes, sent);
                await TakeAsync(from, required, changes);
                return;
            }
            catch (ElasticException e)
            {
                if (HasEnded) return;
                Status.ReadMillis += Since(sent);
                Status.FailedReads++;
                var failure = new ReadFailure { Retries = retries, Exception = e };
                Status.Record(from, failure, parameters.MaxOutstandingReadRequests);
                if (!work.ShouldRetry(e))
                {
                    Fail(e);
                    return;
                }
                failure.Retries = ++retries;
                await work.DelayAsync(work.BackOff(retries));
            }
        }
    }

    private void Count(long from, LeaderChanges changes, TimeSpan sent)
    {
        Status.ReadFailures.Remove(from);
        if (changes.Operations.Count == 0) return;
        Status.ReadRemoteMillis += changes.TookMillis;
        Status.ReadMillis += Since(sent);
        Status.SuccessfulReads++;
        Status.OperationsRead += changes.Operations.Count;
        foreach (var operation in changes.Operations) Status.BytesRead += sizeOf(operation);
    }

    /// <summary>Settings, aliases and mapping first: the operations may need them.</summary>
    private async Task TakeAsync(long from, long required, LeaderChanges changes)
    {
        if (Status.SettingsVersion < changes.SettingsVersion)
        {
            if (await InsistAsync(work.SyncSettingsAsync) is not { } settings) return;
            Status.SettingsVersion = Math.Max(Status.SettingsVersion, settings);
        }
        if (Status.AliasesVersion < changes.AliasesVersion)
        {
            if (await InsistAsync(work.SyncAliasesAsync) is not { } aliases) return;
            Status.AliasesVersion = Math.Max(Status.AliasesVersion, aliases);
        }
        if (Status.MappingVersion < changes.MappingVersion)
        {
            if (await InsistAsync(() => work.SyncMappingAsync(changes.MappingVersion)) is not { } mapping) return;
            Status.MappingVersion = Math.Max(Status.MappingVersion, mapping);
        }
        if (!HasEnded) Buffer(from, required, changes);
    }

    private void Buffer(long from, long required, LeaderChanges changes)
    {
        Status.LeaderGlobalCheckpoint = Math.Max(Status.LeaderGlobalCheckpoint, changes.GlobalCheckpoint);
        Status.LeaderMaxSeqNo = Math.Max(Status.LeaderMaxSeqNo, changes.MaxSeqNo);
        var next = from;
        if (changes.Operations.Count > 0)
        {
            foreach (var operation in changes.Operations)
            {
                var size = sizeOf(operation);
                _buffer.Enqueue((operation, size), operation.SeqNo);
                Status.BufferedBytes += size;
            }
            Status.BufferedOperations = _buffer.Count;
            next = changes.Operations[^1].SeqNo + 1;
            Status.LastRequestedSeqNo = Math.Max(Status.LastRequestedSeqNo, next - 1);
            CoordinateWrites();
        }
        if (next <= required) _unfinished.Enqueue((next, required));
        Status.OutstandingReads--;
        CoordinateReads();
    }

    private void CoordinateWrites()
    {
        while (!HasEnded && Status.OutstandingWrites < parameters.MaxOutstandingWriteRequests && _buffer.Count > 0)
        {
            var batch = new List<Operation>();
            long bytes = 0;
            while (batch.Count < parameters.MaxWriteRequestOperationCount && _buffer.TryDequeue(out var next, out _))
            {
                batch.Add(next.Operation);
                bytes += next.Size;
                if (bytes > parameters.MaxWriteRequestSize.Bytes) break;
            }
            Status.BufferedBytes -= bytes;
            Status.BufferedOperations = _buffer.Count;
            Status.OutstandingWrites++;
            _ = GuardAsync(() => WriteAsync(batch));
        }
    }

    private async Task WriteAsync(List<Operation> batch)
    {
        var retries = 0;
        while (!HasEnded)
        {
            var sent = work.Elapsed;
            try
            {
                var position = await work.WriteAsync(batch);
                if (HasEnded) return;
                Status.WriteMillis += Since(sent);
                Status.SuccessfulWrites++;
                Status.OperationsWritten += batch.Count;
                Status.FollowerGlobalCheckpoint = Math.Max(Status.FollowerGlobalCheckpoint, position.GlobalCheckpoint);
                Status.FollowerMaxSeqNo = Math.Max(Status.FollowerMaxSeqNo, position.MaxSeqNo);
                Status.OutstandingWrites--;
                CoordinateWrites();
                // A full buffer may have stopped all reading.
                CoordinateReads();
                return;
            }
            catch (ElasticException e)
            {
                if (HasEnded) return;
                Status.WriteMillis += Since(sent);
                Status.FailedWrites++;
                if (!work.ShouldRetry(e))
                {
                    Fail(e);
                    return;
                }
                await work.DelayAsync(work.BackOff(++retries));
            }
        }
    }

    /// <summary>Tries until it succeeds; null when the task ended over it.</summary>
    private async Task<long?> InsistAsync(Func<Task<long>> call)
    {
        var retries = 0;
        while (!HasEnded)
        {
            try
            {
                var version = await call();
                return HasEnded ? null : version;
            }
            catch (ElasticException e)
            {
                if (HasEnded) return null;
                if (!work.ShouldRetry(e)) Fail(e);
                else await work.DelayAsync(work.BackOff(++retries));
            }
        }
        return null;
    }

    private async Task GuardAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (NodeStoppedException)
        {
            // The process is gone, and this task with it; the next one begins anew from what the shard holds.
        }
    }

    /// <summary>What is not retried ends the task: it stands still from here on and renews no lease.</summary>
    public void Fail(ElasticException e)
    {
        if (HasEnded) return;
        Status.Fatal = e;
        Ended?.Invoke();
    }

    private long Since(TimeSpan moment) => (long)(work.Elapsed - moment).TotalMilliseconds;
}
