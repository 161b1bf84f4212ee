namespace Switchback.Lab.Documents;

/// <summary>
/// The data of one shard copy: every retained operation by sequence number, the last one of each document, checkpoints,
/// the moment searches see, and the last commit. Knows nothing of HTTP, licences or replication.
/// </summary>
public sealed class ShardStore
{
    private readonly List<Operation?> _history = [];
    private readonly Dictionary<string, Operation> _last = new(StringComparer.Ordinal);
    private readonly HashSet<long> _aheadOfCheckpoint = [];
    private long _applied;
    private long _live;
    private long _retainedDead;

    /// <summary>-1 while nothing was ever written.</summary>
    public long MaxSeqNo { get; private set; } = -1;

    /// <summary>Everything up to here was applied, without a gap.</summary>
    public long LocalCheckpoint { get; private set; } = -1;

    /// <summary>With one copy of each shard, what is applied here is applied everywhere.</summary>
    public long GlobalCheckpoint => LocalCheckpoint;

    /// <summary>The place in the order of application that searches see.</summary>
    public long VisibleMoment { get; private set; }

    public bool IsDirty => VisibleMoment < _applied;

    /// <summary>Documents as of the last refresh.</summary>
    public long VisibleCount { get; private set; }

    /// <summary>Deleted and overwritten documents still held, as of the last refresh.</summary>
    public long VisibleDeleted { get; private set; }

    public long LiveCount => _live;

    public long CommittedMaxSeqNo { get; private set; } = -1;

    public long CommittedCheckpoint { get; private set; } = -1;

    /// <summary>Documents in the last commit.</summary>
    public long CommittedDocs { get; private set; }

    public int CommitGeneration { get; private set; } = 2;

    public long StoredBytes { get; private set; }

    public long CommittedBytes { get; private set; }

    /// <summary>The last operation on a document, deletes included; null if there never was one (or its tombstone is gone).</summary>
    public Operation? Last(string id) => _last.GetValueOrDefault(id);

    /// <summary>The document as a realtime get sees it.</summary>
    public Operation? Get(string id) => _last.GetValueOrDefault(id) is { Kind: OperationKind.Index } operation ? operation : null;

    /// <summary>The next operation of a primary.</summary>
    public Operation Append(OperationKind kind, string id, string? routing, long primaryTerm, long version, ReadOnlyMemory<byte> source)
    {
        var operation = new Operation
        {
            Kind = kind,
            Id = id,
            Routing = routing,
            SeqNo = MaxSeqNo + 1,
            PrimaryTerm = primaryTerm,
            Version = version,
            Source = source,
        };
        Apply(operation);
        return operation;
    }

    /// <summary>
    /// Applies a numbered operation, in any order: one that is there already is left alone, one that is older than what
    /// the document has since become is kept as history only. Returns false if it was there.
    /// </summary>
    public bool Apply(Operation operation)
    {
        if (operation.SeqNo <= LocalCheckpoint || _aheadOfCheckpoint.Contains(operation.SeqNo)) return false;
        operation.AppliedAt = ++_applied;
        Keep(operation);
        Advance(operation.SeqNo);
        if (operation.Kind == OperationKind.NoOp) return true;
        var before = _last.GetValueOrDefault(operation.Id);
        if (before is not null && before.SeqNo > operation.SeqNo)
        {
            operation.EndedAt = operation.AppliedAt;
            _retainedDead++;
            return true;
        }
        if (before is not null && before.EndedAt == Operation.NotEnded)
        {
            before.EndedAt = operation.AppliedAt;
            if (before.Kind == OperationKind.Index)
            {
                _live--;
                _retainedDead++;
            }
        }
        _last[operation.Id] = operation;
        if (operation.Kind == OperationKind.Index) _live++;
        else _retainedDead++;
        return true;
    }

    /// <summary>Makes everything applied so far visible. Returns whether anything changed.</summary>
    public bool Refresh()
    {
        if (!IsDirty) return false;
        VisibleMoment = _applied;
        VisibleCount = _live;
        VisibleDeleted = _retainedDead;
        return true;
    }

    /// <summary>Documents a search sees, in the order Lucene would meet them.</summary>
    public IEnumerable<Operation> Visible()
    {
        var moment = VisibleMoment;
        foreach (var operation in _history)
            if (operation is not null && operation.IsVisibleAt(moment))
                yield return operation;
    }

    /// <summary>Documents as they are now, refreshed or not, in no order.</summary>
    public IEnumerable<Operation> Live() => _last.Values.Where(operation => operation.Kind == OperationKind.Index);

    /// <summary>Writes a commit: what a remote copy will begin with.</summary>
    public bool Flush(bool force = false)
    {
        if (!force && CommittedMaxSeqNo == MaxSeqNo) return false;
        CommittedMaxSeqNo = MaxSeqNo;
        CommittedCheckpoint = LocalCheckpoint;
        CommittedDocs = _live;
        CommittedBytes = StoredBytes;
        CommitGeneration++;
        return true;
    }

    /// <summary>
    /// Operations from a number on, without a gap, until the count or the bytes are reached (the last one may go over). Throws
    /// <see cref="OperationsMissingException"/> when one of them was merged away.
    /// </summary>
    public IReadOnlyList<Operation> Read(long from, long to, int maxCount, long maxBytes)
    {
        var last = Math.Min(Math.Min(to, GlobalCheckpoint), from + maxCount - 1);
        var batch = new List<Operation>();
        long bytes = 0;
        for (var number = from; number <= last && bytes <= maxBytes; number++)
        {
            var operation = At(number) ?? throw new OperationsMissingException(from, last, number);
            batch.Add(operation);
            bytes += operation.Bytes;
        }
        return batch;
    }

    /// <summary>Drops operations that nothing needs any more: superseded ones and tombstones below the number. Returns how many.</summary>
    public int Forget(long below)
    {
        var dropped = 0;
        for (var i = 0; i < _history.Count && i < below; i++)
        {
            if (_history[i] is not { } operation || IsNeeded(operation)) continue;
            _history[i] = null;
            StoredBytes -= operation.Bytes;
            dropped++;
            if (operation.Kind != OperationKind.NoOp) _retainedDead--;
            if (_last.GetValueOrDefault(operation.Id) == operation) _last.Remove(operation.Id);
        }
        if (dropped > 0 && !IsDirty) VisibleDeleted = _retainedDead;
        return dropped;

        static bool IsNeeded(Operation operation) => operation.Kind == OperationKind.Index && operation.EndedAt == Operation.NotEnded;
    }

    /// <summary>Everything the last commit holds, for a copy to another cluster.</summary>
    public IEnumerable<Operation> Committed() => _history.Where(o => o is not null && o.SeqNo <= CommittedMaxSeqNo)!;

    /// <summary>All operations still held, for a copy on the same node.</summary>
    public IEnumerable<Operation> Everything() => _history.Where(o => o is not null)!;

    /// <summary>Begins as a copy of a commit: its operations, with every number up to its checkpoint taken as seen.</summary>
    public static ShardStore Restore(IEnumerable<Operation> operations, long maxSeqNo, long checkpoint)
    {
        var store = new ShardStore();
        foreach (var operation in operations.OrderBy(o => o.SeqNo)) store.Apply(operation.Copy());
        store.MaxSeqNo = Math.Max(store.MaxSeqNo, maxSeqNo);
        store.LocalCheckpoint = Math.Max(store.LocalCheckpoint, checkpoint);
        store._aheadOfCheckpoint.RemoveWhere(number => number <= store.LocalCheckpoint);
        while (store._aheadOfCheckpoint.Remove(store.LocalCheckpoint + 1)) store.LocalCheckpoint++;
        store.Refresh();
        store.Flush(force: true);
        return store;
    }

    /// <summary>The first operation still held from a number on.</summary>
    public Operation? FirstFrom(long number)
    {
        for (var at = Math.Max(0, number); at < _history.Count; at++)
            if (_history[(int)at] is { } operation)
                return operation;
        return null;
    }

    private Operation? At(long number) => number >= 0 && number < _history.Count ? _history[(int)number] : null;

    private void Keep(Operation operation)
    {
        while (_history.Count <= operation.SeqNo) _history.Add(null);
        _history[(int)operation.SeqNo] = operation;
        StoredBytes += operation.Bytes;
    }

    private void Advance(long number)
    {
        MaxSeqNo = Math.Max(MaxSeqNo, number);
        if (number != LocalCheckpoint + 1)
        {
            _aheadOfCheckpoint.Add(number);
            return;
        }
        LocalCheckpoint = number;
        while (_aheadOfCheckpoint.Remove(LocalCheckpoint + 1)) LocalCheckpoint++;
    }
}
