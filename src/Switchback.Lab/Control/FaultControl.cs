using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Faults;

namespace Switchback.Lab.Control;

/// <summary>Rules for requests: made, listed and lifted by <c>/_lab/faults</c>. Runs on the loop.</summary>
public sealed class FaultControl(Laboratory lab)
{
    public JsonObject List() => new() { ["faults"] = new JsonArray([.. lab.RequestFaults.Rules.Select(rule => (JsonNode)rule.Describe())]) };

    public JsonObject Add(ControlRequest request)
    {
        request.Knows("cluster", "method", "path", "nth", "times", "when", "do", "delay", "status", "type", "reason", "retry_after");
        var kind = Choose<FaultKind>(request, "do") ?? throw new ControlException(400, "'do' is missing: fail, delay, drop, truncate or garbage");
        if (request.Text("cluster") is { } cluster && lab.Find(cluster) is null) throw new ControlException(404, $"no cluster '{cluster}'");
        if (kind == FaultKind.Delay && request.Span("delay") is null) throw new ControlException(400, "'delay' is missing");
        var rule = new RequestFault
        {
            Id = lab.RequestFaults.NextId(),
            Cluster = request.Text("cluster"),
            Method = request.Text("method"),
            Path = request.Text("path") ?? "*",
            Nth = Math.Max(1, request.Number("nth") ?? 1),
            Times = request.Number("times") ?? 1,
            Moment = Choose<FaultMoment>(request, "when") ?? FaultMoment.Before,
            Kind = kind,
            Delay = request.Span("delay") ?? TimeSpan.Zero,
            Status = (int)(request.Number("status") ?? 503),
            Type = request.Text("type") ?? "unavailable_shards_exception",
            Reason = request.Text("reason") ?? "a fault of the lab",
            RetryAfter = request.Text("retry_after"),
        };
        lab.RequestFaults.Add(rule);
        return rule.Describe();
    }

    public void Remove(string id)
    {
        if (!lab.RequestFaults.Remove(id)) throw new ControlException(404, $"no fault '{id}'");
    }

    private static T? Choose<T>(ControlRequest request, string field)
        where T : struct, Enum
    {
        if (request.Text(field) is not { } text) return null;
        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new ControlException(400, $"'{field}' must be one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");
    }
}
