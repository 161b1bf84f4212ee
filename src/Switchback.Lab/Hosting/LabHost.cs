using Switchback.Lab.Clusters;

namespace Switchback.Lab.Hosting;

/// <summary>A lab with its HTTP ports. Used by the lab's own process and, in tests, inside the test.</summary>
public sealed class LabHost : IAsyncDisposable
{
    private readonly Dictionary<string, ClusterEndpoint> _endpoints = new(StringComparer.Ordinal);

    private LabHost(Laboratory laboratory) => Laboratory = laboratory;

    public Laboratory Laboratory { get; }

    public static async Task<LabHost> StartAsync(LabOptions options, CancellationToken cancellationToken = default)
    {
        var host = new LabHost(new Laboratory(options, TimeProvider.System));
        try
        {
            foreach (var cluster in options.Clusters)
            {
                var endpoint = new ClusterEndpoint(host.Laboratory, cluster.Name, cluster.Port);
                host._endpoints[cluster.Name] = endpoint;
                await endpoint.OpenAsync(cancellationToken);
            }
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
        return host;
    }

    public string Url(string cluster) => _endpoints[cluster].Url;

    public ClusterEndpoint Endpoint(string cluster) => _endpoints[cluster];

    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in _endpoints.Values) await endpoint.CloseAsync();
        Laboratory.Dispose();
    }
}
