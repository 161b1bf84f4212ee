using Switchback.Lab.AutoFollow;
using Switchback.Lab.Indices;
using Switchback.Lab.Management;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Clusters;

/// <summary>What the master publishes: settings, indices and everything else that survives a restart. Changed only through <see cref="Master"/>.</summary>
public sealed class ClusterState
{
    public long Version { get; set; } = 1;

    public Settings Persistent { get; set; } = Settings.Empty;

    public Settings Transient { get; set; } = Settings.Empty;

    /// <summary>By name, in the order of names.</summary>
    public SortedDictionary<string, IndexState> Indices { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, DataStreamState> DataStreams { get; } = new(StringComparer.Ordinal);

    public AutoFollowState AutoFollow { get; } = new();

    public ManagementState Management { get; } = new();

    /// <summary>Persistent tasks: who follows what, with which parameters.</summary>
    public FollowTaskSet FollowTasks { get; } = new();

    public IndexState? Find(string name) => Indices.GetValueOrDefault(name);

    /// <summary>A cluster setting, transient before persistent.</summary>
    public string? Setting(string key) => (Transient[key] ?? Persistent[key])?.Text;
}
