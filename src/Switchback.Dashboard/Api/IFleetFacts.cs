using Switchback.Elasticsearch.Calls;

namespace Switchback.Dashboard.Api;

/// <summary>What clusters are asked for at a slow pace and snapshots do not hold: how they are set up to follow.</summary>
public interface IFleetFacts
{
    /// <summary>Grows whenever anything below changes.</summary>
    long Version { get; }

    Known<AutoFollowPattern> PatternsOf(string cluster);

    /// <summary>What went wrong with them lately.</summary>
    Known<AutoFollowError> PatternErrorsOf(string cluster);

    Known<RemoteInfo> RemotesOf(string cluster);
}

/// <summary>What is known of one cluster.</summary>
/// <param name="Items">What it said last; null when it never did.</param>
/// <param name="AsOf">When it said so.</param>
/// <param name="Problem">Why that is not from now; null when it is.</param>
public sealed record Known<T>(IReadOnlyList<T>? Items, DateTimeOffset? AsOf, string? Problem)
{
    public static readonly Known<T> NotReadYet = new(null, null, "This was not read yet. Ask again in a moment.");
}
