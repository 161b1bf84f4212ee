namespace Switchback.Elasticsearch.Facts;

/// <summary>Facts that are read together, at one pace.</summary>
public enum FactGroup
{
    /// <summary>Who answers, and how it is.</summary>
    Health,

    /// <summary>Remotes, their settings with all others, and replication calls in flight.</summary>
    Remotes,

    Patterns,

    Licence,

    /// <summary>Nodes, disks and clocks.</summary>
    Nodes,

    Streams,

    /// <summary>Names, sizes, and the few settings that matter.</summary>
    Indices,

    Inventory,

    Privileges,
}
