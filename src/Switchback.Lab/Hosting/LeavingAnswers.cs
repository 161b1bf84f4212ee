namespace Switchback.Lab.Hosting;

/// <summary>
/// Answers on their way out. A caller may have read its answer a moment before the lab has written down that it left:
/// whoever asks for the truth waits for those.
/// </summary>
public sealed class LeavingAnswers
{
    // A client that does not read its answer must not hold up the truth.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly HashSet<Departure> _underWay = [];

    public IDisposable Begin()
    {
        var departure = new Departure(this);
        lock (_underWay) _underWay.Add(departure);
        return departure;
    }

    public async Task SettleAsync()
    {
        Task[] underWay;
        lock (_underWay) underWay = [.. _underWay.Select(departure => departure.Gone)];
        await Task.WhenAny(Task.WhenAll(underWay), Task.Delay(Patience, TimeProvider.System));
    }

    private sealed class Departure(LeavingAnswers answers) : IDisposable
    {
        private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Gone => _gone.Task;

        public void Dispose()
        {
            lock (answers._underWay) answers._underWay.Remove(this);
            _gone.TrySetResult();
        }
    }
}
