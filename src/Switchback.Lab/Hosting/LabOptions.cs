using Switchback.Lab.Clusters;

namespace Switchback.Lab.Hosting;

/// <summary>A cluster to make: port 0 takes a free one.</summary>
public sealed record ClusterOptions(string Name, int Port, Profile Profile)
{
    public ClusterOptions(string name, int port = 0, string? version = null)
        : this(name, port, version is null ? Profile.Newest : Profile.Find(version) ?? throw new ArgumentException($"no profile for version {version}", nameof(version)))
    {
    }
}

public sealed record Superuser(string Name, string Password);

/// <summary>Everything a lab is made from. The same options and the same requests in the same order give the same lab.</summary>
public sealed record LabOptions
{
    public IReadOnlyList<ClusterOptions> Clusters { get; init; } = [new("clusterA"), new("clusterB")];

    public int Seed { get; init; } = 1;

    /// <summary>Set: security is on, and this user may do everything.</summary>
    public Superuser? Superuser { get; init; }

    /// <summary>Set: the ports speak TLS, and the certificate of the authority that signed for them is written into this folder as ca.crt.</summary>
    public string? Https { get; init; }

    /// <summary>What each change of a cluster's state costs its master.</summary>
    public TimeSpan MasterCost { get; init; } = TimeSpan.Zero;

    /// <summary>False: time stands still except when it is moved.</summary>
    public bool ClockRuns { get; init; } = true;

    public DateTimeOffset? StartTime { get; init; }
}
