using System.Runtime.CompilerServices;

namespace Switchback.Core.Journal;

/// <summary>A journal that ends with the process: for proofs, and for trying things out. It decides and chains as the kept ones do.</summary>
public sealed class MemoryJournal(TimeProvider time) : IJournal
{
    private const string Place = "memory";

    private readonly Lock _gate = new();
    private readonly Signal _news = new();
    private readonly List<byte[]> _lines = [];
    private readonly Dictionary<string, List<long>> _streams = new(StringComparer.Ordinal);
    private JournalHead _head = JournalHead.Start;

    public JournalCondition Condition { get; } = new JournalCondition.Sound();

    public JournalHead Head
    {
        get
        {
            lock (_gate)
            {
                return _head;
            }
        }
    }

    public ValueTask<Appended> AppendAsync(
        string stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        JournalDraft.Check(stream, events);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<Appended>(cancellationToken);

        Appended outcome;
        lock (_gate)
        {
            var draft = new JournalDraft(_head, name => _streams.TryGetValue(name, out var sequences) ? sequences.Count : 0);
            outcome = draft.Add(stream, expected, events, time.GetUtcNow());
            foreach (var line in draft.Lines)
            {
                _lines.Add(draft.Bytes.Span.Slice(line.Start, line.Length - 1).ToArray());
                if (!_streams.TryGetValue(stream, out var sequences)) _streams[stream] = sequences = [];
                sequences.Add(_lines.Count);
            }

            _head = draft.Head;
        }

        _news.Raise();
        return ValueTask.FromResult(outcome);
    }

    public async IAsyncEnumerable<JournalEvent> ReadAsync(
        long fromSequence = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var until = Head.Sequence;
        for (var sequence = Math.Max(1, fromSequence); sequence <= until; sequence++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return At(sequence);
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<JournalEvent> ReadStreamAsync(
        string stream, long fromVersion = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<long> sequences;
        lock (_gate)
        {
            sequences = _streams.TryGetValue(stream, out var known) ? [.. known] : [];
        }

        foreach (var sequence in sequences.Skip((int)Math.Max(0, fromVersion - 1)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return At(sequence);
        }

        await Task.CompletedTask;
    }

    public IAsyncEnumerable<JournalEvent> WatchAsync(long fromSequence = 1, CancellationToken cancellationToken = default) =>
        JournalWatch.RunAsync(fromSequence, _news, () => Head.Sequence, At, static () => false, cancellationToken);

    public Task<Verification> VerifyAsync(CancellationToken cancellationToken = default)
    {
        byte[][] lines;
        lock (_gate)
        {
            lines = [.. _lines];
        }

        var chain = new JournalChain();
        foreach (var line in lines)
        {
            var fault = JournalLine.TryRead(line, out var found, out var why) ? chain.Refuse(found.Event) : why;
            if (fault is not null) return Task.FromResult<Verification>(new Verification.Broken(new Damage(Place, chain.Head.Sequence + 1, fault)));
        }

        return Task.FromResult<Verification>(new Verification.Whole(chain.Head.Sequence, chain.Head.Hash));
    }

    private JournalEvent At(long sequence)
    {
        byte[] line;
        lock (_gate)
        {
            line = _lines[(int)(sequence - 1)];
        }

        return JournalLine.TryRead(line, out var found, out var why)
            ? found.Event
            : throw new JournalDamagedException(new Damage(Place, sequence, why));
    }
}
