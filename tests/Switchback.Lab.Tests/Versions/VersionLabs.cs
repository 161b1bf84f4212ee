using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Versions;

/// <summary>One lab for each version, with a leader on clusterA and its follower on clusterB.</summary>
public sealed class VersionLabs : IAsyncLifetime
{
    private readonly Dictionary<string, RunningLab> _labs = [];

    public RunningLab this[string version] => _labs[version];

    public async ValueTask InitializeAsync()
    {
        foreach (var version in new[] { "7.8.1", "7.17", "8", "9" })
        {
            var lab = _labs[version] = await RunningLab.StartAsync(version);
            await lab.ConnectAsync();
            foreach (var index in new[] { "foo", "closing" })
                Assert.Equal(200, (await lab.OnA($"PUT /{index}", """{"settings":{"index.number_of_replicas":0}}""")).Status);
            var followed = await lab.OnB("PUT /bar/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"foo"}""");
            Assert.Equal(200, followed.Status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lab in _labs.Values) await lab.DisposeAsync();
    }
}
