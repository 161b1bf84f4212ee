using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Security;

/// <summary>
/// The index that users, roles and keys are kept in. It is made with the first of them, is hidden, counts as a shard like any
/// other, and is closed to everybody whose role does not say otherwise.
/// </summary>
public static class SecurityIndex
{
    private const string Name = ".security-7";
    private const string Alias = ".security";

    public static bool IsCalled(string name) => name == Alias || name.StartsWith(Alias + "-", StringComparison.Ordinal);

    public static async Task EnsureAsync(Cluster cluster)
    {
        if (cluster.State.Find(Name) is not null) return;
        var wanted = new NewIndex(Name)
        {
            IsHidden = true,
            Settings = Settings.Of(("index.number_of_shards", "1"), ("index.number_of_replicas", "0"), ("index.auto_expand_replicas", "0-1"), ("index.priority", "1000")),
            Aliases = [new AliasState(Alias, IsHidden: true)],
        };
        await cluster.Indices.Creation.CreateAsync(wanted, ActiveShards.Default, TimeSpan.FromSeconds(30), []);
    }
}
