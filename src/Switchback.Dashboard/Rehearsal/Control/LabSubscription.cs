using System.Threading.Channels;

namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>One page that watches the lab. It holds the newest snapshot only: a slow page skips.</summary>
public sealed class LabSubscription : IDisposable
{
    private readonly Channel<LabSnapshot> _channel = Channel.CreateBounded<LabSnapshot>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Action<LabSubscription> _forget;

    internal LabSubscription(LabSnapshot current, Action<LabSubscription> forget)
    {
        First = current;
        _forget = forget;
    }

    /// <summary>What was known when it began.</summary>
    public LabSnapshot First { get; }

    public ValueTask<LabSnapshot> NextAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAsync(cancellationToken);

    public void Dispose() => _forget(this);

    internal void Offer(LabSnapshot snapshot) => _channel.Writer.TryWrite(snapshot);
}
