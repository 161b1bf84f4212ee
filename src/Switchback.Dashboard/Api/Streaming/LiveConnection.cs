namespace Switchback.Dashboard.Api.Streaming;

/// <summary>The subscriptions of one connection. Whoever is gone has none, and gets none.</summary>
internal sealed class LiveConnection
{
    public const int Most = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (CancellationTokenSource End, Task Ended)> _open = new(StringComparer.Ordinal);
    private bool _gone;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    /// <returns>False when there are as many as one may have, or the client is gone.</returns>
    public bool TryOpen(string id, Func<CancellationToken, Task> run)
    {
        lock (_gate)
        {
            if (_gone || _open.Count >= Most)
            {
                return false;
            }

            var end = new CancellationTokenSource();
            _open.Add(id, (end, RunAsync(id, run, end)));
            return true;
        }
    }

    public async Task<bool> CloseAsync(string id)
    {
        (CancellationTokenSource End, Task Ended) found;
        lock (_gate)
        {
            if (!_open.TryGetValue(id, out found))
            {
                return false;
            }

            found.End.Cancel();
        }

        await found.Ended;
        return true;
    }

    public Task GoneAsync()
    {
        lock (_gate)
        {
            _gone = true;
            foreach (var (end, _) in _open.Values)
            {
                end.Cancel();
            }

            return Task.WhenAll(_open.Values.Select(subscription => subscription.Ended).ToList());
        }
    }

    private async Task RunAsync(string id, Func<CancellationToken, Task> run, CancellationTokenSource end)
    {
        // Not under the lock of whoever opened it.
        await Task.Yield();
        try
        {
            await run(end.Token);
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(id);
                end.Dispose();
            }
        }
    }
}
