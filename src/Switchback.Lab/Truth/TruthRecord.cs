using System.Text;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Truth;

/// <summary>
/// The oracle's own memory: every acknowledged write, written down when its acknowledgement has left, and every effect,
/// counted when it ended. Written from whatever thread carries the bytes.
/// </summary>
public sealed class TruthRecord
{
    private readonly object _gate = new();
    private readonly List<AcknowledgedWrite> _writes = [];
    private readonly Dictionary<(string Cluster, string Call), EffectRecord> _effects = [];

    /// <summary>Every request that gets into a cluster, reads too, in the order they do. Raised on the loop.</summary>
    public event Action<Cluster, LabRequest>? Received;

    public IReadOnlyList<AcknowledgedWrite> Writes()
    {
        lock (_gate) return [.. _writes];
    }

    public IReadOnlyList<EffectRecord> Effects()
    {
        lock (_gate) return [.. _effects.Values];
    }

    /// <summary>A request begins; one that may change something counts as under way.</summary>
    public void Began(Cluster cluster, LabRequest request)
    {
        Received?.Invoke(cluster, request);
        Count(cluster, request, effect => effect.UnderWay++);
    }

    /// <summary>It ended inside the cluster, whether or not anybody will hear of it.</summary>
    public void Ended(Cluster cluster, LabRequest request, int? status, ReadOnlyMemory<byte> answer) => Count(cluster, request, effect =>
    {
        effect.UnderWay--;
        // No status: the process died under it.
        if (status is null) return;
        var happened = status < 300 || Encoding.UTF8.GetString(answer.Span).Contains("failed_to_remove_retention_leases", StringComparison.Ordinal);
        if (!happened)
        {
            effect.Refused++;
            return;
        }
        effect.Applied++;
        effect.FirstApplied ??= cluster.Now;
        effect.LastApplied = cluster.Now;
    });

    /// <summary>The answer's bytes have left.</summary>
    public void Answered(Cluster cluster, LabRequest request, int status, ReadOnlyMemory<byte> wholeAnswer)
    {
        Count(cluster, request, effect => effect.Answered++);
        foreach (var seen in AcknowledgedWriteReader.Read(request, status, wholeAnswer))
        {
            lock (_gate)
            {
                _writes.Add(new AcknowledgedWrite(
                    _writes.Count, cluster.Name, seen.Index, seen.Id, seen.IsDelete, seen.SeqNo, seen.PrimaryTerm, seen.Content, cluster.Now));
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _writes.Clear();
            _effects.Clear();
        }
    }

    private void Count(Cluster cluster, LabRequest request, Action<EffectRecord> count)
    {
        if (!MutatingCall.Is(request)) return;
        var key = (cluster.Name, $"{request.Method} {request.Path}");
        lock (_gate)
        {
            if (!_effects.TryGetValue(key, out var effect)) _effects[key] = effect = new EffectRecord(key.Name, key.Item2);
            count(effect);
        }
    }
}
