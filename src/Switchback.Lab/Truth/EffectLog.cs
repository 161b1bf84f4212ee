using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Truth;

/// <summary>
/// What got into the clusters of a lab, in order: calls with effect, index by index, and the reads between them. From this alone it is
/// told whether a call came a second time before anybody had looked what became of the first. It grows for as long as it listens.
/// </summary>
public sealed class EffectLog
{
    private readonly object _gate = new();
    private readonly List<Arrival> _arrivals = [];

    /// <summary>Of what it is told.</summary>
    public EffectLog()
    {
    }

    /// <summary>Of all that gets into a lab's clusters from now on.</summary>
    public EffectLog(Laboratory lab) => lab.Truth.Received += (cluster, request) => Take(cluster.Name, request);

    /// <summary>What goes before is of no concern: it made the world in which it begins.</summary>
    public void Begin()
    {
        lock (_gate) _arrivals.Clear();
    }

    /// <summary>Each call that came twice with no read of that index in between.</summary>
    public IReadOnlyList<string> SentUnseen()
    {
        var found = new List<string>();
        var unseen = new HashSet<(string Cluster, string Effect, string Index)>();
        foreach (var arrival in Arrivals())
        {
            foreach (var index in arrival.Indices)
            {
                if (arrival.Effect is null) unseen.RemoveWhere(sent => sent.Cluster == arrival.Cluster && sent.Index == index);
                else if (!unseen.Add((arrival.Cluster, arrival.Effect, index))) found.Add($"{arrival.Effect} of {arrival.Cluster}/{index} came again, and nobody had looked");
            }
        }

        return found;
    }

    /// <summary>Every line, for a failure's message.</summary>
    public string Story() => string.Join('\n', Arrivals().Select(arrival => $"  {arrival.Cluster} {arrival.Line}"));

    private List<Arrival> Arrivals()
    {
        lock (_gate) return [.. _arrivals];
    }

    public void Take(string cluster, LabRequest request)
    {
        // Names stand in the first part of the path of a call for indices, and behind metadata in that of a look at the state.
        var at = request.Segments is ["_cluster", "state", ..] ? 3 : 0;
        string[] indices = request.Segments.Count > at && !request.Segments[at].StartsWith('_') ? request.Segments[at].Split(',') : [];
        var effect = MutatingCall.Is(request) ? $"{request.Method} {string.Join('/', request.Segments.Skip(1))}" : null;
        lock (_gate) _arrivals.Add(new Arrival(cluster, effect, indices, $"{request.Method} {request.Target}"));
    }

    /// <summary>How often each effect happened, index by index, a list counted for each of its names.</summary>
    public static IReadOnlyDictionary<string, long> Applied(Laboratory lab) => lab.Truth.Effects()
        .Where(effect => effect.Applied > 0)
        .SelectMany(effect => Each(effect.Call).Select(call => (Call: $"{effect.Cluster} {call}", effect.Applied)))
        .GroupBy(effect => effect.Call, StringComparer.Ordinal)
        .ToDictionary(calls => calls.Key, calls => calls.Sum(call => call.Applied), StringComparer.Ordinal);

    private static IEnumerable<string> Each(string call)
    {
        var parts = call.Split('/');
        return parts[1].StartsWith('_') ? [call] : parts[1].Split(',').Select(name => string.Join('/', [parts[0], name, .. parts[2..]]));
    }

    private sealed record Arrival(string Cluster, string? Effect, IReadOnlyList<string> Indices, string Line);
}
