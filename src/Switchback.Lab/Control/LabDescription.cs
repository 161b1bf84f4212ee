using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Hosting;

namespace Switchback.Lab.Control;

/// <summary>What the lab says of itself: enough to recognise it again, and to show it.</summary>
public static class LabDescription
{
    public static JsonObject Of(LabHost host)
    {
        var lab = host.Laboratory;
        return new JsonObject
        {
            ["lab"] = "switchback",
            // So that whoever adopts a running lab can say how to end it.
            ["process_id"] = Environment.ProcessId,
            ["ready"] = host.IsReady,
            ["seed"] = lab.Options.Seed,
            ["clock"] = Clock(lab),
            ["clusters"] = new JsonArray([.. lab.Clusters.Select(cluster => (JsonNode)new JsonObject
            {
                ["name"] = cluster.Name,
                ["uuid"] = cluster.Uuid,
                ["version"] = cluster.Profile.Number,
                ["url"] = host.Url(cluster.Name),
                ["transport_address"] = cluster.Node.TransportAddress,
                ["licence"] = cluster.Licence.Current.Type.Name,
                ["state"] = cluster.Runtime.State.ToString().ToLowerInvariant(),
                ["master_updates"] = cluster.Master.Updates,
            })]),
        };
    }

    public static JsonObject Clock(Laboratory lab) => new()
    {
        ["now"] = lab.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        ["offset_millis"] = (long)lab.Clock.Offset.TotalMilliseconds,
    };
}
