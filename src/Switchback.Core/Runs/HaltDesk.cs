using Switchback.Core.Approvals;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>The desk's brake and freezes: putting one on is easy, and taking one off, or ending it sooner, is somebody else's.</summary>
internal sealed class HaltDesk(IJournal journal, Controls controls, ApprovalPolicy policy, TimeProvider time)
{
    public async Task<DeskOutcome.Refused?> HaltAsync(Actor actor, string? pair, string reason, DateTimeOffset? until)
    {
        if (!actor.MayOperate && !actor.MayApprove) return new DeskOutcome.Refused(RefusalKind.NotAllowed, RunDesk.MayNot("stop", "operator or approver"));
        if (NoSuch(pair) is { } missing) return missing;
        if (Unreasoned(reason) is { } unreasoned) return unreasoned;
        if (until <= time.GetUtcNow()) return DeskOutcome.No(RefusalKind.Invalid, "until", "That moment is over.", "Give a later one, or none.");
        return await ControlAsync(
            // One that ends sooner in its place would lift it, and that takes somebody else.
            () => !actor.MayApprove && controls.Of(pair) is { } halt && until is { } sooner && (halt.Until is not { } end || sooner < end)
                ? DeskOutcome.No(RefusalKind.NotAllowed, "until", $"{halt.Say()} That stands {(halt.Until is { } till ? $"until {till:u}" : "until it is lifted")}, and to end it sooner takes the role approver.", "Ask an approver to lift it, or give a later end, or none.")
                : null,
            Controls.SetBy(actor.Who, pair, actor.Name ?? actor.Who, reason.Trim(), until));
    }

    public async Task<DeskOutcome.Refused?> LiftAsync(Actor actor, string? pair, string reason)
    {
        if (!actor.MayApprove) return new DeskOutcome.Refused(RefusalKind.NotAllowed, RunDesk.MayNot("lift a stop", "approver"));
        // A stop on a pair that is configured no more can still be lifted.
        if (controls.Of(pair) is null && NoSuch(pair) is { } missing) return missing;
        if (Unreasoned(reason) is { } unreasoned) return unreasoned;
        return await ControlAsync(
            () => controls.Of(pair) is null ? DeskOutcome.No(RefusalKind.Conflict, "stop", "There is none in force.", "Nothing to do.") : null,
            Controls.LiftedBy(actor.Who, pair, actor.Name ?? actor.Who, reason.Trim()));
    }

    /// <summary>Decided on what is in force in the moment it is recorded: two people at once do not undo each other unseen.</summary>
    private async Task<DeskOutcome.Refused?> ControlAsync(Func<DeskOutcome.Refused?> refuse, NewEvent happened)
    {
        while (true)
        {
            var version = controls.Version;
            if (refuse() is { } no) return no;
            var appended = await journal.AppendAsync(Controls.Stream, ExpectedVersion.Exactly(version), [happened]);
            if (appended is Appended.Refused refused) return DeskOutcome.No(RefusalKind.Unavailable, "stop", refused.Why, "Nothing was done.");
            await foreach (var newer in journal.ReadStreamAsync(Controls.Stream, version + 1)) controls.Fold(newer);
            if (appended is Appended.Done) return null;
        }
    }

    private DeskOutcome.Refused? NoSuch(string? pair) => pair is null || policy.Knows(pair) ? null : DeskOutcome.No(RefusalKind.NotFound, "pair", $"There is no pair {pair}.", "Look at the list of pairs.");

    private static DeskOutcome.Refused? Unreasoned(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? DeskOutcome.No(RefusalKind.Invalid, "reason", "A reason is missing: whoever meets it will ask.", "Say in a few words why.")
        : reason.Length > RunDesk.LongestReason ? DeskOutcome.No(RefusalKind.Invalid, "reason", $"The reason is longer than {RunDesk.LongestReason} characters.", "Say it in fewer.")
        : null;
}
