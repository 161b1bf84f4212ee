using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Transport;

namespace Switchback.Lab.Control;

/// <summary>Cuts, slows and limits one direction between two clusters, by <c>/_lab/links</c>. Runs on the loop.</summary>
public sealed class LinkControl(Laboratory lab)
{
    public JsonObject List()
    {
        var links = new JsonArray();
        foreach (var from in lab.Clusters)
            foreach (var to in lab.Clusters.Where(to => to != from))
                links.Add(Describe(from, to));
        return new JsonObject { ["links"] = links };
    }

    public JsonObject Set(ControlRequest request)
    {
        request.Knows("from", "to", "cut", "latency", "bytes_per_second");
        var from = Known(request, "from");
        var to = Known(request, "to");
        if (from == to) throw new ControlException(400, "'from' and 'to' are the same cluster: there is no link to itself");
        var cut = request.Text("cut") switch
        {
            null => (LinkCut?)null,
            "none" => LinkCut.None,
            "refuse" => LinkCut.Refused,
            "swallow" => LinkCut.Swallowed,
            var other => throw new ControlException(400, $"'cut' must be none, refuse or swallow; found '{other}'"),
        };
        var link = lab.Network.Link(from, to);
        if (request.Span("latency") is { } latency) link.Latency = latency;
        if (request.Number("bytes_per_second") is { } bytes) link.BytesPerSecond = bytes;
        if (cut is { } state) lab.Network.Cut(from, to, state);
        return Describe(from, to);
    }

    private JsonObject Describe(Cluster from, Cluster to)
    {
        var link = lab.Network.Link(from, to);
        return new JsonObject
        {
            ["from"] = from.Name,
            ["to"] = to.Name,
            ["cut"] = link.Cut switch
            {
                LinkCut.None => "none",
                LinkCut.Refused => "refuse",
                LinkCut.Swallowed => "swallow",
            },
            ["latency_millis"] = link.Latency.TotalMilliseconds,
            ["bytes_per_second"] = link.BytesPerSecond,
            ["bytes_carried"] = link.BytesCarried,
        };
    }

    private Cluster Known(ControlRequest request, string field) =>
        lab.Find(request.RequireText(field)) ?? throw new ControlException(404, $"no cluster '{request.Text(field)}'");
}
