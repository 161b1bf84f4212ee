namespace Switchback.Lab.Clusters;

/// <summary>The cluster's one node. Its transport address is fixed for life and is only a name: nothing listens there.</summary>
public sealed record NodeIdentity(string Id, string Name, string EphemeralId, string TransportAddress)
{
    public string Host => "127.0.0.1";

    /// <summary>Known once the HTTP port is.</summary>
    public string? HttpAddress { get; set; }
}
