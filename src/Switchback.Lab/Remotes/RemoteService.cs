using Switchback.Lab.Clusters;
using Switchback.Lab.Transport;

namespace Switchback.Lab.Remotes;

/// <summary>
/// The other clusters this one may talk to. Every request to a remote goes through <see cref="SendAsync"/>: it connects first where
/// nobody has, fails as Elasticsearch fails when that is refused, and waits for as long as the other side says nothing.
/// </summary>
public sealed class RemoteService
{
    private static readonly TimeSpan SettingsWaitForConnection = TimeSpan.FromSeconds(10);

    private readonly Cluster _cluster;
    private readonly SortedDictionary<string, RemoteConnection> _connections = new(StringComparer.Ordinal);

    public RemoteService(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Runtime.Stopped += Forget;
        cluster.Runtime.Started += () => _ = ApplySettingsAsync();
        cluster.Lab.Network.Broken += concerns =>
        {
            foreach (var connection in _connections.Values) connection.OnBroken(concerns);
        };
    }

    /// <summary>The order of aliases.</summary>
    public IReadOnlyCollection<RemoteConnection> All => _connections.Values;

    public bool Has(string alias) => _connections.ContainsKey(alias);

    /// <summary>Throws the 404 of an alias that no setting names.</summary>
    public RemoteConnection Require(string alias) => _connections.GetValueOrDefault(alias) ?? throw RemoteErrors.NoSuchRemote(alias);

    public Task<Cluster> ConnectAsync(string alias) => Require(alias).ConnectAsync();

    /// <summary>Runs <paramref name="work"/> in the other cluster and brings its answer, or its failure, back over the link.</summary>
    public async Task<T> SendAsync<T>(
        string alias, string action, Func<Cluster, Task<T>> work, long requestBytes = 0, Func<T, long>? answerBytes = null)
    {
        var connection = Require(alias);
        var target = await connection.ConnectAsync();
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var closed = connection.Open.Register(() =>
            done.TrySetException(TransportErrors.Disconnected(target.Node.Name, target.Node.TransportAddress, action)));
        _ = CarryAsync();
        return await done.Task;

        async Task CarryAsync()
        {
            try
            {
                done.TrySetResult(await _cluster.Lab.Network.SendAsync(_cluster, target, action, () => work(target), requestBytes, answerBytes));
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }
    }

    /// <summary>
    /// Takes up what the settings say now. As in Elasticsearch the change of settings waits a while for new connections, so that a
    /// remote that can be reached is connected when the call answers.
    /// </summary>
    public async Task ApplySettingsAsync()
    {
        var wanted = RemoteDefinition.From(_cluster.State.Transient.Over(_cluster.State.Persistent), _cluster.Profile)
            .ToDictionary(definition => definition.Alias);
        foreach (var gone in _connections.Keys.Where(alias => !wanted.ContainsKey(alias)).ToList()) Close(gone);
        var attempts = new List<Task>();
        foreach (var definition in wanted.Values)
        {
            if (_connections.TryGetValue(definition.Alias, out var existing) && !definition.NeedsNewConnection(existing.Definition))
            {
                existing.Definition = definition;
                continue;
            }
            Close(definition.Alias);
            var connection = _connections[definition.Alias] = new RemoteConnection(_cluster, definition);
            attempts.Add(connection.TryAsync());
        }
        if (attempts.Count > 0) await Task.WhenAny(Task.WhenAll(attempts), PatienceAsync());
    }

    private async Task PatienceAsync()
    {
        try
        {
            await _cluster.Runtime.Delay(SettingsWaitForConnection);
        }
        catch (NodeStoppedException)
        {
            // Nobody waits any more.
        }
    }

    private void Close(string alias)
    {
        if (_connections.Remove(alias, out var connection)) connection.Close();
    }

    private void Forget()
    {
        foreach (var connection in _connections.Values) connection.Forget();
        _connections.Clear();
    }
}
