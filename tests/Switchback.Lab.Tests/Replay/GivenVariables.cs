using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>The variables a recording has from the start, read from <c>GET /</c> and <c>GET /_nodes/_all/transport</c> of each side.</summary>
public static class GivenVariables
{
    public static async Task<Variables> ReadAsync(Pair pair, string? superuser, CancellationToken cancellation)
    {
        var variables = new Variables();
        foreach (var side in Sides.Both)
        {
            var root = await pair.GetAsync(side, "/", superuser, cancellation);
            Set(variables, side, "name", Find(root, "cluster_name"));
            Set(variables, side, "cluster_uuid", Find(root, "cluster_uuid"));
            Set(variables, side, "node", Find(root, "name"));
            var transport = await pair.GetAsync(side, "/_nodes/_all/transport", superuser, cancellation);
            foreach (var node in NodesOf(transport))
            {
                Set(variables, side, "node_id", node.Name);
                Set(variables, side, "transport", Place.Find(node.Value, "transport/publish_address")?.ToString());
            }
        }

        return variables;
    }

    // What a cluster does not tell stays without a value; the steps that need it part and say so.
    private static void Set(Variables variables, Side side, string what, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            variables.Set($"{side.Letter()}_{what}", value);
    }

    private static string? Find(Answer answer, string path) => answer.Json is { } body ? Place.Find(body, path)?.ToString() : null;

    private static IEnumerable<JsonProperty> NodesOf(Answer answer) =>
        answer.Json is { } body && Place.Find(body, "nodes") is { ValueKind: JsonValueKind.Object } nodes
            ? nodes.EnumerateObject()
            : [];
}
