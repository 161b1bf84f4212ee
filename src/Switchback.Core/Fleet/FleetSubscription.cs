using System.Threading.Channels;

namespace Switchback.Core.Fleet;

/// <summary>One watcher. It holds one snapshot, the newest: a slow page skips, it never queues.</summary>
public sealed class FleetSubscription : IDisposable
{
    private readonly Channel<FleetSnapshot> _channel = Channel.CreateBounded<FleetSnapshot>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly TimeProvider _time;
    private readonly Action<FleetSubscription> _forget;

    internal FleetSubscription(FleetSnapshot current, TimeProvider time, Action<FleetSubscription> forget)
    {
        Latest = current;
        _time = time;
        _forget = forget;
    }

    public FleetSnapshot Latest { get; private set; }

    /// <summary>The next snapshot; or the one at hand again after <paramref name="atMost"/>, because its age is news as well.</summary>
    public async Task<FleetSnapshot> NextAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(atMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            Latest = await _channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing new in time.
        }

        return Latest;
    }

    public void Dispose() => _forget(this);

    internal void Offer(FleetSnapshot snapshot) => _channel.Writer.TryWrite(snapshot);
}
