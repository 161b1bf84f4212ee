using Switchback.Lab.Clusters;
using Switchback.Lab.Units;

namespace Switchback.Lab.Replication;

/// <summary>
/// The limit of bytes per second that all remote copies of a cluster share. Elasticsearch only stops for it when a noticeable
/// pause has come together.
/// </summary>
public sealed class RecoveryRate(Cluster cluster)
{
    private const string Setting = "ccr.indices.recovery.max_bytes_per_sec";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);

    private TimeSpan _paidUntil;

    /// <summary>Waits as long as these bytes take at the rate of the moment; returns the wait.</summary>
    public async Task<TimeSpan> PassAsync(long bytes)
    {
        var rate = ByteSize.Parse(Setting, cluster.State.Setting(Setting) ?? "40mb").Bytes;
        if (rate <= 0) return TimeSpan.Zero;
        var now = cluster.Lab.Clock.Elapsed;
        _paidUntil = (_paidUntil > now ? _paidUntil : now) + TimeSpan.FromSeconds((double)bytes / rate);
        var wait = _paidUntil - now;
        if (wait < ShortestPause) return TimeSpan.Zero;
        await cluster.Runtime.Delay(wait);
        return wait;
    }
}
