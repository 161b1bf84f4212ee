namespace Switchback.Elasticsearch.Facts;

/// <summary>Facts that are read together, at one pace.</summary>
public enum FactGroup
{
    /// <summary>Health, remotes, patterns and how these do.</summary>
    Running,

    /// <summary>Licence, nodes, disks, data streams, settings of indices.</summary>
    Standing,

    /// <summary>What does not replicate, and what the credentials may.</summary>
    Journey,
}

/// <summary>When a group is due: a pace each, and never more than a twentieth of the cluster's time.</summary>
internal sealed class FactClock(TimeSpan slowEvery)
{
    private readonly DateTimeOffset?[] _due = new DateTimeOffset?[3];

    public FactGroup? Next(DateTimeOffset now)
    {
        foreach (var group in Enum.GetValues<FactGroup>())
        {
            if ((_due[(int)group] ?? DateTimeOffset.MinValue) <= now) return group;
        }
        return null;
    }

    public void Done(FactGroup group, DateTimeOffset now, TimeSpan took)
    {
        var pace = slowEvery * (group switch { FactGroup.Running => 1, FactGroup.Standing => 6, _ => 12 });
        _due[(int)group] = now + (took * 20 > pace ? took * 20 : pace);
    }

    public void AskNow(FactGroup group) => _due[(int)group] = DateTimeOffset.MinValue;
}
