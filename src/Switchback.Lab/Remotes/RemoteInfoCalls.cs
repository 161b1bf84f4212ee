using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Remotes;

/// <summary><c>GET /_remote/info</c>: what is configured and whether somebody is connected.</summary>
public static class RemoteInfoCalls
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_remote/info", "cluster:monitor/remote/info", call => Task.FromResult(LabResponse.Ok(Describe(call.Cluster.Remotes)))),
    ];

    private static JsonObject Describe(RemoteService remotes)
    {
        var all = new JsonObject();
        foreach (var remote in remotes.All) all[remote.Definition.Alias] = Describe(remote);
        return all;
    }

    private static JsonObject Describe(RemoteConnection remote)
    {
        var definition = remote.Definition;
        var shape = new JsonObject
        {
            ["connected"] = remote.IsConnected,
            ["mode"] = definition.Mode == RemoteMode.Proxy ? "proxy" : "sniff",
        };
        if (definition.Mode == RemoteMode.Proxy)
        {
            shape["proxy_address"] = definition.Addresses;
            shape["server_name"] = definition.ServerName;
            shape["num_proxy_sockets_connected"] = remote.IsConnected ? definition.MaxConnections : 0;
            shape["max_proxy_socket_connections"] = definition.MaxConnections;
        }
        else
        {
            shape["seeds"] = new JsonArray([.. definition.Places.Select(place => (JsonNode)place)]);
            // Every lab cluster has one node.
            shape["num_nodes_connected"] = remote.IsConnected ? 1 : 0;
            shape["max_connections_per_cluster"] = definition.MaxConnections;
        }
        shape["initial_connect_timeout"] = "30s";
        shape["skip_unavailable"] = definition.SkipUnavailable;
        return shape;
    }
}
