using Switchback.Lab.Http;

namespace Switchback.Lab.Transport;

/// <summary>The failures of talking to another cluster, as they appear in stats and answers (contract 0.11, 0.12).</summary>
public static class TransportErrors
{
    public static ElasticException ConnectRefused(string address) => new(500, "connect_transport_exception", $"[][{address}] connect_exception")
    {
        CausedBy = new ElasticException(500, "annotated_connect_exception", $"Connection refused: /{address}")
        {
            IsForeign = true,
            CausedBy = new ElasticException(500, "connect_exception", "Connection refused") { IsForeign = true },
        },
    };

    public static ElasticException Disconnected(string node, string address, string action) =>
        new(500, "node_disconnected_exception", $"[{node}][{address}][{action}] disconnected");
}
