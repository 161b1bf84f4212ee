using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Transport;

namespace Switchback.Lab.Remotes;

/// <summary>
/// The connection to one remote. It opens when somebody uses it and stays open until the other process ends or the link breaks;
/// then one attempt is made at once, and none after it until it is used again (contract 0.3).
/// </summary>
public sealed class RemoteConnection(Cluster local, RemoteDefinition definition)
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private Cluster? _target;
    private CancellationTokenRegistration _end;
    private Task<Cluster>? _opening;
    private string? _clusterName;
    private readonly CancellationTokenSource _open = new();

    public RemoteDefinition Definition { get; set; } = definition;

    public bool IsConnected => _target is not null;

    /// <summary>Nothing that would answer is at any of its addresses.</summary>
    public bool WouldRefuse => !IsConnected && Definition.Places.All(place =>
        !RemoteAddress.IsKnown(place) || local.Lab.AtAddress(RemoteAddress.Resolve(place)) is not { } target || local.Lab.Network.Refuses(local, target));

    /// <summary>The cluster at the other end, after connecting where that is needed.</summary>
    public async Task<Cluster> ConnectAsync()
    {
        if (_target is { } target) return target;
        try
        {
            return await (_opening ??= OpenAsync());
        }
        catch (ElasticException e)
        {
            throw e.Copy();
        }
    }

    /// <summary>Ends when the settings no longer want this connection: what is under way over it breaks off.</summary>
    public CancellationToken Open => _open.Token;

    /// <summary>As <see cref="ConnectAsync"/>, for whoever only wants it tried.</summary>
    public async Task TryAsync()
    {
        try
        {
            await ConnectAsync();
        }
        catch (Exception e) when (e is ElasticException or NodeStoppedException)
        {
            // Shown as "connected": false; whoever uses the remote next is told why.
        }
    }

    public void Close()
    {
        _open.Cancel();
        Drop();
    }

    /// <summary>With the process that held it: what was under way has nobody left to fail for.</summary>
    public void Forget() => Drop();

    public void OnBroken(Func<Cluster, Cluster, bool> concerns)
    {
        if (_target is { } target && (concerns(local, target) || concerns(target, local))) LoseTarget();
    }

    private async Task<Cluster> OpenAsync()
    {
        try
        {
            // Never done within the caller's own step: those who ask meanwhile share this attempt.
            await local.Runtime.Delay(TimeSpan.Zero);
            var target = await KnockAsync();
            if (_open.IsCancellationRequested) throw RemoteErrors.NoSuchRemote(Definition.Alias);
            _target = target;
            _end = target.Runtime.Life.Register(LoseTarget);
            return target;
        }
        finally
        {
            _opening = null;
        }
    }

    private async Task<Cluster> KnockAsync()
    {
        ElasticException? refusal = null;
        foreach (var place in Definition.Places)
        {
            try
            {
                return await KnockAsync(place);
            }
            catch (ElasticException e)
            {
                refusal = e;
            }
        }
        throw Definition.Mode == RemoteMode.Proxy ? RemoteErrors.NoProxyConnection(Definition, local.Profile, refusal!) : refusal!;
    }

    private async Task<Cluster> KnockAsync(string place)
    {
        var address = RemoteAddress.Resolve(place);
        if (local.Lab.AtAddress(address) is not { } target) throw TransportErrors.ConnectRefused(address);
        var name = await Deadline.WithinAsync(local, HandshakeTimeout, GreetAsync(target), () => target.Runtime.State == NodeState.Running
            ? RemoteErrors.TimedOut(address, "connect_timeout", ConnectTimeout)
            : RemoteErrors.TimedOut(address, "handshake_timeout", HandshakeTimeout));
        if (_clusterName is { } known && known != name) throw RemoteErrors.OtherCluster(address, name, known);
        _clusterName = name;
        return target;
    }

    private async Task<string> GreetAsync(Cluster target) =>
        await local.Lab.Network.SendAsync(local, target, "internal:transport/handshake", () => Task.FromResult(target.Name));

    private void LoseTarget()
    {
        Drop();
        if (!_open.IsCancellationRequested && local.Runtime.State != NodeState.Stopped) local.Runtime.Post(() => _ = TryAsync());
    }

    private void Drop()
    {
        _target = null;
        _end.Unregister();
    }
}
