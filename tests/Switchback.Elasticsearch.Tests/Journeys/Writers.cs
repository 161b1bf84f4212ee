using System.Text;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>Clients that write without pause to wherever they are sent, and remember what they were told has happened.</summary>
internal sealed class Writers : IAsyncDisposable
{
    private readonly JourneyLab _lab;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _writers;
    private volatile string _to;
    private int _acknowledged;
    private int _refused;
    private bool _isOver;

    /// <param name="lab">Whose pair.</param>
    /// <param name="to">cluster/index.</param>
    /// <param name="count">How many at once.</param>
    public Writers(JourneyLab lab, string to, int count = 4)
    {
        (_lab, _to) = (lab, to);
        _writers = [.. Enumerable.Range(0, count).Select(WriteAsync)];
    }

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>From now on they write there.</summary>
    public void Send(string to) => _to = to;

    private async Task WriteAsync(int writer)
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            var at = _to.Split('/');
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            patience.CancelAfter(TimeSpan.FromMilliseconds(500));
            try
            {
                using var answer = await _lab.Pair.Http.PutAsync(
                    $"{_lab.Pair.Url(at[0])}/{at[1]}/_doc/w{writer}-{i}", new StringContent($$"""{"writer":{{writer}},"i":{{i}}}""", Encoding.UTF8, "application/json"), patience.Token);
                if (answer.IsSuccessStatusCode) Interlocked.Increment(ref _acknowledged);
                else Interlocked.Increment(ref _refused);
            }
            catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
            {
                Interlocked.Increment(ref _refused);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOver) return;
        _isOver = true;
        await _stop.CancelAsync();
        await Task.WhenAll(_writers);
        _stop.Dispose();
    }
}
