using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Transport;

/// <summary>The two credentials of a cluster, with their secrets re-read now and then.</summary>
internal sealed class Credentials(ClusterOptions options, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Kept _read = new();
    private readonly Kept _operate = new();

    /// <summary>The header to send, if any; a fault when this power is not to be had.</summary>
    public Fault? TryGet(Power power, out Secret? header)
    {
        header = null;
        var (credential, kept, key) = power == Power.Read
            ? (options.ReadCredential, _read, "ReadCredential")
            : (options.OperateCredential, _operate, "OperateCredential");
        if (credential is null) return new Fault.WatchOnly(options.Name);
        lock (kept)
        {
            var now = time.GetUtcNow();
            if (now >= kept.Until && credential.TryHeader(out var fresh))
                (kept.Header, kept.Until, kept.Known) = (fresh, now + Fresh, true);
            header = kept.Header;
            // A file that vanishes while it is being replaced does not stop us: the last secret goes on being used.
            return kept.Known ? null : new Fault.NoSecret($"Clusters:{options.Name}:{key}");
        }
    }

    private sealed class Kept
    {
        public Secret? Header { get; set; }

        public DateTimeOffset Until { get; set; }

        public bool Known { get; set; }
    }
}
