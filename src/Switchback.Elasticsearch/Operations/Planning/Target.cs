using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>A data stream that an index backs.</summary>
/// <param name="Stream">As its own cluster has it.</param>
/// <param name="TakesWrites">It is the newest of the stream's indices, which can be neither closed nor deleted.</param>
internal sealed record StreamPlace(DataStream Stream, bool TakesWrites);

/// <summary>One item that somebody wants something done to, with all that is known of it.</summary>
internal sealed record Target(Item Item)
{
    public FollowMapping? Known { get; init; }

    /// <summary>What its cluster says of it now; null where it was not asked.</summary>
    public FollowerInfo? Fresh { get; init; }

    /// <summary>Its uuid as it is now; null where it was not asked.</summary>
    public string? Uuid { get; init; }

    public string? Identity => Uuid ?? Item.Identity;

    public StreamPlace? Place { get; init; }

    /// <summary>The cluster that leads it; null when it is none of ours.</summary>
    public Member? Leader { get; init; }

    /// <summary>Its side of its pair leads, by record or by what is seen.</summary>
    public bool IsOnActiveSide { get; init; }

    public string Name => Item.Name;

    public VerdictKind Kind => Item.Verdict.Kind;

    public bool IsClosed => Kind is VerdictKind.PausedAndClosed or VerdictKind.ClosedWhileActive or VerdictKind.LeftClosed;

    /// <summary>Whether its metadata make a follower of it. What was promoted, and what is not there yet, is none.</summary>
    public bool IsFollower => Kind is not (VerdictKind.LeftClosed or VerdictKind.Promoted or VerdictKind.NotFollowed);

    public bool HasTasks => Fresh?.Status switch
    {
        FollowerStatus.Active => true,
        FollowerStatus.Paused => false,
        // A leader that is gone is noticed of paused followers too; the cause then comes from no task.
        _ => IsFollower && Kind is not (VerdictKind.Paused or VerdictKind.PausedAndClosed or VerdictKind.Copying or VerdictKind.Unknown)
            && !(Kind == VerdictKind.SourceGone && Item.Verdict.Cause is null && Item.Verdict.Reason.StartsWith("It is paused", StringComparison.Ordinal)),
    };

    /// <summary>Null when it is not known, because nobody configured that cluster.</summary>
    public bool? LeaderAnswers => Leader is null ? null : Leader.Line is MemberLine.Answering;

    public string LeaderName => Item.Source.Member ?? $"the remote {Item.Source.Link}";

    /// <summary>As it has them now, or had them before the pause; null when nobody knows.</summary>
    public IReadOnlyDictionary<string, string>? Parameters =>
        Fresh?.Parameters is { } fresh ? FollowValues.Of(fresh)
        : Known is { } known && (Item.Source.Identity is null || known.LeaderUuid == Item.Source.Identity) ? known.Parameters : null;
}
