using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Load;

namespace Switchback.Lab.Control;

/// <summary>Background writers, by <c>/_lab/load</c>. Runs on the loop.</summary>
public sealed class LoadControl(Laboratory lab)
{
    private const double HighestRate = 50_000;

    public JsonObject List() => new() { ["load"] = new JsonArray([.. lab.Load.Running.Select(generator => (JsonNode)Describe(generator))]) };

    public JsonObject Add(ControlRequest request)
    {
        request.Knows("cluster", "index", "rate", "update_percent", "delete_percent");
        var cluster = request.RequireText("cluster");
        if (lab.Find(cluster) is null) throw new ControlException(404, $"no cluster '{cluster}'");
        var rate = request.Fraction("rate") ?? throw new ControlException(400, "'rate' is missing: writes a second");
        if (rate is <= 0 or > HighestRate) throw new ControlException(400, $"'rate' must be above 0 and at most {HighestRate:0}");
        var updates = Percent(request, "update_percent");
        var deletes = Percent(request, "delete_percent");
        if (updates + deletes > 100) throw new ControlException(400, "'update_percent' and 'delete_percent' are more than 100 together");
        return Describe(lab.Load.Add(new LoadSpec(lab.Load.NextId(), cluster, request.RequireText("index"), rate, updates, deletes)));
    }

    public void Remove(string? id)
    {
        if (id is null) lab.Load.Clear();
        else if (!lab.Load.Remove(id)) throw new ControlException(404, $"no load '{id}'");
    }

    private static int Percent(ControlRequest request, string field) => request.Number(field) switch
    {
        null => 0,
        <= 100 and var percent => (int)percent,
        _ => throw new ControlException(400, $"'{field}' must be between 0 and 100"),
    };

    private static JsonObject Describe(LoadGenerator generator) => new()
    {
        ["id"] = generator.Spec.Id,
        ["cluster"] = generator.Spec.Cluster,
        ["index"] = generator.Spec.Index,
        ["rate"] = generator.Spec.Rate,
        ["update_percent"] = generator.Spec.UpdatePercent,
        ["delete_percent"] = generator.Spec.DeletePercent,
        ["acknowledged"] = generator.Acknowledged,
        ["refused"] = generator.Refused,
        ["last_refusal"] = generator.LastRefusal,
    };
}
