using Microsoft.Extensions.Logging;

namespace Switchback.Elasticsearch.Facts;

/// <summary>
/// Keeps the slow facts of one cluster, for all who look. Each group goes at its own pace and waits for no other: a cluster that
/// hangs at one question still answers the rest, and every fact keeps its own age.
/// </summary>
public sealed class FactsKeeper
{
    private readonly FactSource _source;
    private readonly FactPace _pace;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly Action<ClusterFacts> _publish;
    private readonly ILogger _logger;
    private readonly Dictionary<FactGroup, Wake> _wakes = Enum.GetValues<FactGroup>().ToDictionary(group => group, _ => new Wake());
    private readonly HashSet<FactGroup> _silent = [];
    private readonly Lock _lock = new();
    private ClusterFacts _facts;
    private int _pausing;

    /// <param name="patterns">Of the indices that pairs name on this cluster: what privileges are asked for.</param>
    /// <param name="publish">Gets every new state, one at a time, in order.</param>
    public FactsKeeper(
        ElasticsearchCluster cluster, IReadOnlyList<string> patterns, FactPace pace, TimeProvider time, Random random, Action<ClusterFacts> publish, ILogger logger)
    {
        _source = new FactSource(cluster, patterns, pace.Deadline, time);
        _pace = pace;
        _time = time;
        _random = random;
        _publish = publish;
        _logger = logger;
        _facts = _source.Nothing;
    }

    public string Cluster => _facts.Cluster;

    public ClusterFacts Facts => Volatile.Read(ref _facts);

    /// <summary>How many groups wait for their next turn; all of them when nothing is being read.</summary>
    internal int Pausing => Volatile.Read(ref _pausing);

    /// <summary>Reads until it is cancelled; ends in no other way.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(_wakes.Keys.Select(group => KeepAsync(group, cancel)));

    /// <summary>Has a group read at once; one that is being read now is read once more, as its answer may be older than the question.</summary>
    public void AskNow(FactGroup group) => _wakes[group].Ring();

    public void AskNow()
    {
        foreach (var wake in _wakes.Values)
            wake.Ring();
    }

    private async Task KeepAsync(FactGroup group, CancellationToken cancel)
    {
        var failures = 0;
        while (true)
        {
            _wakes[group].Reset();
            var began = _time.GetTimestamp();
            var answered = await ReadAsync(group, cancel);
            failures = answered ? 0 : failures + 1;
            var pause = answered ? _pace.AfterAnswer(group, _time.GetElapsedTime(began), Chance()) : _pace.AfterFailure(failures, Chance());
            Interlocked.Increment(ref _pausing);
            await _wakes[group].WaitAsync(pause, _time, cancel);
            Interlocked.Decrement(ref _pausing);
        }
    }

    private async Task<bool> ReadAsync(FactGroup group, CancellationToken cancel)
    {
        try
        {
            var news = await _source.ReadAsync(group, cancel);
            Publish(group, news);
            return news.Answered;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // A bug of ours must not end the loop: the old facts would go on being shown, with nobody to renew them.
            Log.FactsBroke(_logger, Cluster, group, e);
            return false;
        }
    }

    private void Publish(FactGroup group, FactNews news)
    {
        lock (_lock)
        {
            Volatile.Write(ref _facts, news.Apply(_facts));
            _publish(_facts);
            if (!news.Answered)
            {
                _silent.Add(group);
            }
            else if (_silent.Remove(group))
            {
                // It is back: what else fell silent is asked for now, not when its turn comes.
                foreach (var other in _silent)
                    AskNow(other);
            }
        }
    }

    /// <summary>The generator is not made for several threads.</summary>
    private double Chance()
    {
        lock (_random)
            return _random.NextDouble();
    }

    /// <summary>A pause that can be cut short.</summary>
    private sealed class Wake
    {
        private volatile TaskCompletionSource _rung = Unrung();

        public void Ring() => _rung.TrySetResult();

        public void Reset()
        {
            if (_rung.Task.IsCompleted) _rung = Unrung();
        }

        public async Task WaitAsync(TimeSpan pause, TimeProvider time, CancellationToken cancel)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(_rung.Task, Task.Delay(pause, time, over.Token));
            await over.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        }

        private static TaskCompletionSource Unrung() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
