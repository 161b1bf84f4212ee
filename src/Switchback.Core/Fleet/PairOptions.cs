namespace Switchback.Core.Fleet;

/// <summary>A pair as configured under <c>Pairs:{id}</c>.</summary>
public sealed record PairOptions
{
    public required string Id { get; init; }

    /// <summary>Which replication system carries the pair, by its registered name.</summary>
    public required string System { get; init; }

    /// <summary>The two sides, by the names the system knows them by. Fixed for ever; roles change, sides do not.</summary>
    public required string Home { get; init; }

    public required string Away { get; init; }

    public required PairScope Scope { get; init; }

    /// <summary>How many seconds of writes may be lost at most, and how long writes may be away. Targets that are shown and measured against.</summary>
    public TimeSpan RecoveryPoint { get; init; }

    public TimeSpan RecoveryTime { get; init; }

    public required PairPolicy Policy { get; init; }
}

/// <summary>How many approvers, none of them the requester, each class of step needs. A pair may ask for more than these, never for fewer.</summary>
public sealed record PairPolicy(int Promote = 1, int Route = 1, int Destroy = 1, int AcceptLoss = 1);

/// <summary>A replication system as configuration sees it: its name, where its members are configured, and who they are.</summary>
public sealed record SystemMembers(string System, string Section, IReadOnlyCollection<string> Names);
