using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <summary>
/// What is read of a follower only while somebody looks at it. However many look at the same one, its clusters are asked once in
/// five seconds; when the last has gone, not at all.
/// </summary>
public sealed class FollowerDetails(FollowerReader reader, FleetMonitor monitor, FleetAssembler assembler, TimeProvider time, ILogger<FollowerDetails> logger) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Cluster, string Name), Watched> _watched = [];

    /// <summary>How many followers are read now.</summary>
    public int Watching
    {
        get
        {
            lock (_gate)
            {
                return _watched.Count;
            }
        }
    }

    public Task<(string Stats, string Info)> RawAsync(string cluster, string name, CancellationToken cancel) => reader.RawAsync(cluster, name, cancel);

    /// <param name="changed">Called on any thread after each round of answers.</param>
    public Look Open(string cluster, string name, Action changed)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue((cluster, name), out var watched))
            {
                _watched[(cluster, name)] = watched = new Watched(cluster, name);
                watched.Reading = FollowerReading.Asking with { Remembered = assembler.WithMemory(memory => memory.Find(cluster, name)?.Parameters) };
                watched.Loop = RunAsync(watched);
            }
            watched.Changed += changed;
            watched.Looks++;
            return new Look(watched, () => Close(watched, changed));
        }
    }

    /// <summary>The app ends, and takes the clusters' connections down.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var watched in _watched.Values) watched.Gone.Cancel();
            _watched.Clear();
        }
    }

    private void Close(Watched watched, Action changed)
    {
        lock (_gate)
        {
            watched.Changed -= changed;
            if (--watched.Looks > 0) return;
            if (!_watched.Remove((watched.Cluster, watched.Name))) return;
            watched.Gone.Cancel();
        }
    }

    private async Task RunAsync(Watched watched)
    {
        var cancel = watched.Gone.Token;
        // Whoever opened it draws first.
        await Task.Yield();
        try
        {
            while (true)
            {
                try
                {
                    var source = monitor.Current.Items.FirstOrDefault(item => item.Name == watched.Name && item.Member == watched.Cluster)?.Source;
                    watched.Reading = await reader.ReadAsync(watched.Cluster, watched.Name, source, watched.Reading, cancel);
                }
                catch (Exception e) when (!cancel.IsCancellationRequested)
                {
                    logger.DetailsFailed(watched.Cluster, watched.Name, e);
                }
                watched.Changed?.Invoke();
                await Task.Delay(Every, time, cancel);
            }
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            // Nobody looks any more, or the app ends.
        }
    }

    internal sealed class Watched(string cluster, string name)
    {
        public string Cluster => cluster;

        public string Name => name;

        public CancellationTokenSource Gone { get; } = new();

        public Task Loop { get; set; } = Task.CompletedTask;

        public int Looks { get; set; }

        public volatile FollowerReading Reading = FollowerReading.Asking;

        public Action? Changed;
    }

    /// <summary>One viewer's hold on it.</summary>
    public sealed class Look : IDisposable
    {
        private readonly Watched _watched;
        private Action? _close;

        internal Look(Watched watched, Action close) => (_watched, _close) = (watched, close);

        public FollowerReading Reading => _watched.Reading;

        public void Dispose() => Interlocked.Exchange(ref _close, null)?.Invoke();
    }
}
