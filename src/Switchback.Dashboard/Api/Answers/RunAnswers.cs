using System.ComponentModel;

namespace Switchback.Dashboard.Api.Answers;

/// <summary>What is asked for. Items are named one by one, or by a pair, or by a query; exactly one of the three.</summary>
public sealed record PlanBody(
    [property: Description("A verb, for example pause, resume, unfollow, recreate.")] string? Operation,
    IReadOnlyList<ItemBody>? Items = null,
    [property: Description("Every follower of this pair; for operations on a whole pair, the pair itself.")] string? Pair = null,
    [property: Description("Every follower that matches, as on the page.")] string? Query = null,
    IReadOnlyDictionary<string, string>? Parameters = null,
    string? Reason = null);

public sealed record ItemBody(string Cluster, string Index);

public sealed record RunBody(
    string? PlanId,
    [property: Description("The hash of the plan that was looked at.")] string? PlanHash,
    [property: Description("What confirmWith says, typed, where the plan has it.")] string? Confirm = null,
    string? Reason = null,
    [property: Description("When it begins at the earliest, within a day; null: as soon as it may.")] DateTimeOffset? NotBefore = null);

/// <summary>A yes to what a run asks.</summary>
public sealed record SayBody(
    [property: Description("The step that asks.")] int Step,
    [property: Description("The digest of what was found, as the run's asks has it.")] string? Digest = null,
    [property: Description("What you did or saw; needed where wantsWords is true.")] string? Words = null);

/// <summary>An act on a run.</summary>
public sealed record ActBody(
    [property: Description("Needed for approve and reject: the hash of the plan that was looked at.")] string? PlanHash = null,
    string? Reason = null,
    [property: Description("For retry: cluster/index of the items; all that stopped without it.")] IReadOnlyList<string>? Items = null);

public sealed record HaltBody(string? Reason = null, [property: Description("When it ends by itself; null: when somebody lifts it.")] DateTimeOffset? Until = null);

public sealed record PlanAnswer(
    string Id,
    string Hash,
    string Operation,
    string Title,
    IReadOnlyList<PlanItemAnswer> Items,
    IReadOnlyList<PlanStepAnswer> Steps,
    IReadOnlyList<PlanStepAnswer> UndoSteps,
    IReadOnlyList<GuardAnswer> Guards,
    IReadOnlyList<PlanParameterAnswer> Parameters,
    IReadOnlyList<string> Destroys,
    IReadOnlyList<string> Warnings,
    [property: Description("Guards that are set aside by parameters.break-glass; two people have to agree to that.")] IReadOnlyList<BrokenGuardAnswer> BrokenGlass,
    [property: Description("What is lost by it as far as is known; null where nothing can be.")] string? Loss,
    [property: Description("A lesser run that holds the pair is ended for it.")] bool TakesOver,
    [property: Description("What has to be typed to confirm; null where nothing has.")] string? ConfirmWith,
    [property: Description("How many people have to agree, none of them the one who asks.")] int ApprovalsNeeded,
    [property: Description("The step after which there is no way back; null where there always is one.")] int? PointOfNoReturn,
    double? EstimateSeconds,
    IReadOnlyList<string> Holds,
    DateTime MadeAt);

public sealed record PlanItemAnswer(string Cluster, string Index, string? Uuid, string? Pair, IReadOnlyDictionary<string, string> Facts);

public sealed record PlanStepAnswer(
    int Number,
    string Kind,
    string Words,
    [property: Description("read, reversible, promote, destroy or route.")] string Class,
    string Cluster,
    int Items,
    [property: Description("How many calls it takes.")] int Calls,
    [property: Description("The calls, exactly; of many only the first fifty. All of them: /plans/{id}/script.")] IReadOnlyList<CallAnswer> FirstCalls,
    string Probe,
    string? Undo,
    bool PointOfNoReturn,
    double DeadlineSeconds);

public sealed record CallAnswer(string Cluster, string Line, string Body);

public sealed record BrokenGuardAnswer(string Guard, string Why, IReadOnlyList<string> Items);

public sealed record GuardAnswer(string Title, string Value, bool? Passes);

public sealed record PlanParameterAnswer(string Name, string Value, [property: Description("As it was given; null when nobody gave it.")] string? Given);

public sealed record RefusalAnswer(
    string What,
    string Why,
    string Lift,
    [property: Description("The guard that refuses, where two people may set it aside by parameters.break-glass; null where nobody may.")] string? Guard = null);

public sealed record RunAnswer(
    string Id,
    [property: Description("awaitingApproval, running, paused, needsHuman, succeeded, aborted or failed.")] string State,
    string Word,
    string Operation,
    string Title,
    string PlanHash,
    string By,
    string ByName,
    string Reason,
    DateTime RequestedAt,
    DateTime? StartedAt,
    DateTime? EndedAt,
    [property: Description("What it waits for, or why it is where it is.")] string? Says,
    [property: Description("What a person does next.")] string? Next,
    int ApprovalsNeeded,
    IReadOnlyList<ApprovalAnswer> Approvals,
    RunCountsAnswer Items,
    int Step,
    int Steps,
    [property: Description("What an abort would do now.")] string AbortDoes,
    [property: Description("What it asks people before it goes on; null when it asks nothing.")] AsksAnswer? Asks,
    [property: Description("When it begins at the earliest; null: as soon as it may.")] DateTime? NotBefore,
    long Version);

public sealed record AsksAnswer(
    int Step,
    string Question,
    [property: Description("How many have to say yes.")] int People,
    [property: Description("Approvers only, and not the one who asked for the run.")] bool ByOthers,
    bool WantsWords,
    [property: Description("Give it back with your yes: it counts for what is found now.")] string Digest,
    [property: Description("Who has said yes already.")] IReadOnlyList<string> Said);

public sealed record ApprovalAnswer(string By, string ByName, DateTime At, DateTime Until, bool Revoked, string? Comment);

public sealed record RunCountsAnswer(int Total, int Done, int UnderWay, int Untouched, int Undone, int Stopped);

public sealed record RunDetailAnswer(
    RunAnswer Run,
    PlanAnswer Plan,
    IReadOnlyList<CallRunAnswer> InFlight,
    [property: Description("What calls left behind elsewhere.")] IReadOnlyList<string> Owes,
    int Page,
    int Size,
    IReadOnlyList<RunItemAnswer> Items);

public sealed record CallRunAnswer(int Call, int Step, int Attempt, string Cluster, string Line, IReadOnlyList<string> Items, DateTime At);

public sealed record RunItemAnswer(string Cluster, string Index, string State, IReadOnlyList<int> StepsDone, string? Why, string? Lift, [property: Description("The next call to make by hand.")] string? Next,
    [property: Description("What its steps have found out about it, by name.")] IReadOnlyDictionary<string, string> Notes);

public sealed record PreservedAnswer(string Name, long Lines, long Bytes, [property: System.ComponentModel.Description("SHA-256 over its bytes.")] string Digest);

public sealed record PreservedListAnswer(int Total, IReadOnlyList<PreservedAnswer> Items);

public sealed record RunListAnswer(int Total, IReadOnlyList<RunAnswer> Items);

public sealed record ApprovalListAnswer(int Total, [property: Description("Of these, how many you may agree to.")] int ForYou, IReadOnlyList<RunAnswer> Items);

public sealed record AuditAnswer(
    [property: Description("Ask with before= this to go on; null at the journal's beginning.")] long? Before, long Head, string HeadHash, IReadOnlyList<AuditEventAnswer> Items);

public sealed record AuditEventAnswer(long Sequence, DateTime At, string Stream, long Version, string Kind, string Who, System.Text.Json.JsonElement Data, string PreviousHash, string Hash);

public sealed record VerificationAnswer(bool Whole, long? Events, string? HeadHash, string? File, long? Line, string Says);

public sealed record ControlsAnswer(IReadOnlyList<HaltAnswer> InForce);

public sealed record HaltAnswer([property: Description("Null: the brake on everything.")] string? Pair, string By, string ByName, string Reason, DateTime At, DateTime? Until);
