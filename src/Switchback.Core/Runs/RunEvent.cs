using System.Text.Json;
using System.Text.Json.Serialization;
using Switchback.Core.Journal;
using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>
/// What is recorded of a run, in the order it happened. A run is nothing but the fold of these; whatever is not here is not known
/// after a restart. Closed.
/// </summary>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <param name="Needs">How many people have to agree, none of them the one who asked.</param>
    /// <param name="Until">Nobody having agreed by then means no.</param>
    /// <param name="Key">The caller's own key: the same wish sent twice is one run.</param>
    /// <param name="NotBefore">It begins then at the earliest; null: as soon as it may.</param>
    public sealed record Requested(Plan Plan, string Reason, string Name, int Needs, DateTimeOffset Until, string? Key, DateTimeOffset? NotBefore = null) : RunEvent;

    /// <param name="Hash">Of the plan they saw.</param>
    public sealed record Approved(string Hash, string Name, DateTimeOffset Until, string? Comment) : RunEvent;

    public sealed record Revoked(string Why) : RunEvent;

    public sealed record Rejected(string Hash, string Why) : RunEvent;

    /// <summary>It holds what it needs, and nobody else does.</summary>
    /// <param name="Epoch">Larger than that of every run before it.</param>
    /// <param name="Worker">Which life of the app works on it.</param>
    public sealed record Started(long Epoch, string Worker) : RunEvent;

    /// <summary>Another life of the app goes on with it. One that had it before sends nothing any more.</summary>
    public sealed record TakenOver(string Worker) : RunEvent;

    public sealed record StepBegun(int Step) : RunEvent;

    /// <summary>A call is about to leave. Whether it did is not known before its answer stands here.</summary>
    public sealed record Intended(int Step, int Call, int Attempt, string Member, string Line, string Digest, IReadOnlyList<string> Items, long Epoch) : RunEvent;

    public sealed record Answered(int Step, int Call, Answer Outcome, string Said, string? Raw, string? Digest, long Millis, IReadOnlyList<string>? Owes) : RunEvent;

    /// <summary>A look found the effect.</summary>
    /// <param name="Unasked">No call of this run was for it: somebody else did it, or it was so already.</param>
    /// <param name="Notes">What is to be known of single items later, by key and name.</param>
    public sealed record Seen(int Step, IReadOnlyList<string> Items, string Said, bool Unasked, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Notes = null) : RunEvent;

    /// <summary>Somebody said yes to what a step asks.</summary>
    /// <param name="Digest">Of what had been found when they said so: it counts for that and for nothing else.</param>
    /// <param name="Words">What they have done or seen; may be empty.</param>
    public sealed record Spoke(int Step, string Digest, string Name, string Words) : RunEvent;

    /// <summary>From here on another side leads: in one breath with the proof of its promotion.</summary>
    public sealed record SideTurned(string Pair, Fleet.Side Side, string Member) : RunEvent;

    /// <summary>A step that stops writes has been in force for as long as it may: it is taken back.</summary>
    public sealed record Overdue(int Step, string Why) : RunEvent;

    /// <summary>A look found that a call had no effect, and that nothing is working on it any more.</summary>
    public sealed record NoEffect(int Step, IReadOnlyList<string> Items, string Said) : RunEvent;

    /// <summary>These items go no further without a person.</summary>
    /// <param name="Next">The call a person would make next; null when there is no single one.</param>
    public sealed record Stopped(int Step, IReadOnlyList<string> Items, string Why, string Lift, string? Next) : RunEvent;

    public sealed record StepEnded(int Step) : RunEvent;

    /// <summary>It waits for something that is not a step: an approval, a brake, another run.</summary>
    public sealed record Waits(string For) : RunEvent;

    public sealed record Paused(string Why) : RunEvent;

    public sealed record Resumed : RunEvent;

    public sealed record AbortAsked(string Why) : RunEvent;

    /// <param name="Items">Null: all that stopped.</param>
    public sealed record RetryAsked(IReadOnlyList<string>? Items) : RunEvent;

    public sealed record NeedsPerson(string Why, string Next) : RunEvent;

    public sealed record Ended(RunPhase Phase, string Said) : RunEvent;

    /// <summary>What an answer said. It proves nothing: a look does.</summary>
    public enum Answer
    {
        Accepted,
        Rejected,

        /// <summary>Rejected for the moment: the same call may go again.</summary>
        Postponed,
        Unknown,
    }

    /// <summary>The word that stands in the journal.</summary>
    [JsonIgnore]
    public string Kind => Kinds[GetType()];

    public NewEvent By(string who) => new(Kind, who, JsonSerializer.Serialize(this, GetType(), RunJson.Options));

    /// <summary>Null for an event of another kind, or of a newer Switchback.</summary>
    public static RunEvent? Read(JournalEvent happened) =>
        Types.TryGetValue(happened.Kind, out var type) ? (RunEvent?)JsonSerializer.Deserialize(happened.Data, type, RunJson.Options) : null;

    private static readonly Dictionary<Type, string> Kinds = new()
    {
        [typeof(Requested)] = "run-requested",
        [typeof(Approved)] = "run-approved",
        [typeof(Revoked)] = "approval-revoked",
        [typeof(Rejected)] = "run-rejected",
        [typeof(Started)] = "run-started",
        [typeof(TakenOver)] = "run-taken-over",
        [typeof(StepBegun)] = "step-begun",
        [typeof(Intended)] = "call-intended",
        [typeof(Answered)] = "call-answered",
        [typeof(Seen)] = "effect-seen",
        [typeof(Spoke)] = "person-said",
        [typeof(SideTurned)] = "active-side-turned",
        [typeof(Overdue)] = "fence-overdue",
        [typeof(NoEffect)] = "no-effect-seen",
        [typeof(Stopped)] = "items-stopped",
        [typeof(StepEnded)] = "step-ended",
        [typeof(Waits)] = "run-waits",
        [typeof(Paused)] = "run-paused",
        [typeof(Resumed)] = "run-resumed",
        [typeof(AbortAsked)] = "abort-asked",
        [typeof(RetryAsked)] = "retry-asked",
        [typeof(NeedsPerson)] = "run-needs-person",
        [typeof(Ended)] = "run-ended",
    };

    private static readonly Dictionary<string, Type> Types = Kinds.ToDictionary(kind => kind.Value, kind => kind.Key, StringComparer.Ordinal);
}
