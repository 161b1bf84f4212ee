using Switchback.Lab.Clusters;
using Switchback.Lab.Control;

namespace Switchback.Lab.Hosting;

/// <summary>A lab with its HTTP ports. Used by the lab's own process and, in tests, inside the test.</summary>
public sealed class LabHost : IAsyncDisposable
{
    private readonly Dictionary<string, ClusterEndpoint> _endpoints = new(StringComparer.Ordinal);

    private readonly List<Task> _later = [];
    private readonly TaskCompletionSource _shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LabHost(Laboratory laboratory)
    {
        Laboratory = laboratory;
        Control = new ControlApi(this);
        if (laboratory.Options.Https is null) return;
        Authority = new CertificateAuthority(TimeProvider.System);
        Authority.WriteTo(laboratory.Options.Https);
    }

    /// <summary>Who signed for the ports; null where they speak plain HTTP.</summary>
    public CertificateAuthority? Authority { get; }

    public ControlApi Control { get; }

    public LeavingAnswers Leaving { get; } = new();

    public Laboratory Laboratory { get; }

    /// <summary>False while the scenario that this lab begins with is still being built.</summary>
    public bool IsReady { get; internal set; } = true;

    /// <param name="options">What the lab is made from.</param>
    /// <param name="cancellationToken">Gives up opening the ports.</param>
    /// <param name="isReady">False when more is to come before anyone should look.</param>
    public static async Task<LabHost> StartAsync(LabOptions options, CancellationToken cancellationToken = default, bool isReady = true)
    {
        var host = new LabHost(new Laboratory(options, TimeProvider.System)) { IsReady = isReady };
        try
        {
            foreach (var cluster in options.Clusters)
            {
                var endpoint = new ClusterEndpoint(host, cluster.Name, cluster.Port);
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

    /// <summary>Completes when somebody asked the lab to end.</summary>
    public Task ShutdownRequested => _shutdown.Task;

    public void RequestShutdown() => _shutdown.TrySetResult();

    /// <summary>Opens the port again and lets the process begin; nothing to do for one that runs.</summary>
    public async Task StartClusterAsync(string cluster)
    {
        if (Laboratory[cluster].Runtime.State != NodeState.Stopped) return;
        var endpoint = Endpoint(cluster);
        await endpoint.CloseAsync();
        await Laboratory.Loop.InvokeAsync(() => Laboratory[cluster].Runtime.Start());
        await endpoint.OpenAsync();
    }

    /// <summary>The lab as it was when it was made: every cluster up and empty.</summary>
    public async Task ResetAsync()
    {
        await Laboratory.Loop.InvokeAsync(Laboratory.Reset);
        foreach (var endpoint in _endpoints.Values)
            if (!endpoint.IsOpen)
                await endpoint.OpenAsync();
    }

    /// <summary>Work that must not hold up the answer that started it. Kept, and awaited at the end.</summary>
    internal void Later(Func<Task> work)
    {
        lock (_later)
        {
            _later.RemoveAll(task => task.IsCompleted);
            _later.Add(Task.Run(work));
        }
    }

    public string Url(string cluster) => _endpoints[cluster].Url;

    public ClusterEndpoint Endpoint(string cluster) => _endpoints[cluster];

    public async ValueTask DisposeAsync()
    {
        Task[] later;
        lock (_later) later = [.. _later];
        await Task.WhenAll(later);
        foreach (var endpoint in _endpoints.Values) await endpoint.CloseAsync();
        Laboratory.Dispose();
        Authority?.Dispose();
    }
}
