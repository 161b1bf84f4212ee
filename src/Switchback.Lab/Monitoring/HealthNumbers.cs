using Switchback.Lab.Indices;

namespace Switchback.Lab.Monitoring;

public enum Health
{
    Green,
    Yellow,
    Red,
}

/// <summary>How many copies are where, of one shard, one index or all of them; the worst health among them.</summary>
public sealed class HealthNumbers
{
    public Health Status { get; private set; } = Health.Green;

    public int ActivePrimaries { get; private set; }

    public int Active { get; private set; }

    public int Initializing { get; private set; }

    public int Unassigned { get; private set; }

    public int UnassignedPrimaries { get; private set; }

    public int Total => Active + Initializing + Unassigned;

    public double ActivePercent => Total == 0 ? 100 : 100.0 * Active / Total;

    public static HealthNumbers Of(Shard shard)
    {
        var numbers = new HealthNumbers();
        numbers.Add(shard);
        return numbers;
    }

    public static HealthNumbers Of(IndexState index) => Of([index]);

    public static HealthNumbers Of(IEnumerable<IndexState> indices)
    {
        var numbers = new HealthNumbers();
        foreach (var index in indices)
            foreach (var shard in index.Shards)
                numbers.Add(shard);
        return numbers;
    }

    public void MarkRed() => Status = Health.Red;

    private void Add(Shard shard)
    {
        // One node: a replica has nowhere to go.
        var replicas = shard.Index.Replicas;
        Unassigned += replicas;
        switch (shard.Routing)
        {
            case ShardRouting.Started:
                Active++;
                ActivePrimaries++;
                if (replicas > 0) Worsen(Health.Yellow);
                break;
            case ShardRouting.Initializing:
                Initializing++;
                Worsen(IsFirstCopy(shard) ? Health.Yellow : Health.Red);
                break;
            case ShardRouting.Unassigned:
                Unassigned++;
                UnassignedPrimaries++;
                Worsen(Health.Red);
                break;
        }
    }

    // A primary that is only just being made loses nobody's data.
    private static bool IsFirstCopy(Shard shard) => shard.HasNoCopy || shard.Recovery?.Type is RecoveryType.EmptyStore or RecoveryType.Snapshot or RecoveryType.LocalShards;

    private void Worsen(Health health)
    {
        if (health > Status) Status = health;
    }
}
