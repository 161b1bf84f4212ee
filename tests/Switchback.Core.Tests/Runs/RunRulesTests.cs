using Switchback.Core.Runs;
using static Switchback.Core.Tests.Runs.SomeRun;

namespace Switchback.Core.Tests.Runs;

/// <summary>What people may do to a run in each of its states, and what it comes to.</summary>
public sealed class RunRulesTests
{
    private const string Not = "";

    /// <summary>State by move: part of the reason of a refusal, or nothing where the move is legal.</summary>
    public static TheoryData<RunMove, RunPhase, string> Moves => new()
    {
        { RunMove.Approve, RunPhase.AwaitingApproval, Not },
        { RunMove.Approve, RunPhase.Running, Not },
        { RunMove.Approve, RunPhase.Paused, Not },
        { RunMove.Revoke, RunPhase.AwaitingApproval, Not },
        { RunMove.Revoke, RunPhase.Running, Not },
        { RunMove.Reject, RunPhase.AwaitingApproval, Not },
        { RunMove.Reject, RunPhase.Running, "It has begun already." },
        { RunMove.Reject, RunPhase.NeedsHuman, "It has begun already." },
        { RunMove.Pause, RunPhase.Running, Not },
        { RunMove.Pause, RunPhase.Paused, "It is not running: paused." },
        { RunMove.Pause, RunPhase.AwaitingApproval, "It is not running: waits for approval." },
        { RunMove.Resume, RunPhase.Paused, Not },
        { RunMove.Resume, RunPhase.NeedsHuman, "It is not paused: items have stopped." },
        { RunMove.Resume, RunPhase.Running, "It is not paused: running." },
        { RunMove.Abort, RunPhase.AwaitingApproval, Not },
        { RunMove.Abort, RunPhase.Running, Not },
        { RunMove.Abort, RunPhase.NeedsHuman, Not },
        { RunMove.Retry, RunPhase.NeedsHuman, Not },
        { RunMove.Retry, RunPhase.Running, "Nothing has stopped that could be tried again." },
        { RunMove.Approve, RunPhase.Succeeded, "The run is over: done." },
        { RunMove.Reject, RunPhase.Aborted, "The run is over: aborted." },
        { RunMove.Revoke, RunPhase.Failed, "The run is over: failed." },
        { RunMove.Pause, RunPhase.Succeeded, "The run is over: done." },
        { RunMove.Resume, RunPhase.Aborted, "The run is over: aborted." },
        { RunMove.Abort, RunPhase.Succeeded, "The run is over: done." },
        { RunMove.Retry, RunPhase.Failed, "The run is over: failed." },
    };

    public static TheoryData<string, object> Ends => new()
    {
        { "Succeeded: 1 item done.", Of(Through) },
        { "Succeeded: 2 items done.", Of(Through, Through) },
        { "NeedsHuman: 1 item stopped. The first: away/a: It is in use.", Of(Shut.Halts()) },
        { "NeedsHuman: 1 item stopped; 1 item got there. The first: away/b: It is in use.", Of(Through, Shut.Halts()) },
        { "NeedsHuman: 2 items stopped; 1 item got there. The first: away/a: It is in use.", Of(Shut.Halts(), Through, Untouched.Halts(at: 1)) },
        { "NeedsHuman: 1 item stopped. The first: away/a: It is in use.", Of(Untouched.Halts(at: 1)) },
        { "NeedsHuman: 1 item stopped. The first: away/a: It is in use.", Of(CutIsOut.Halts()) with { IsAborting = true } },
        { "NeedsHuman: 1 item stopped. The first: away/a: It is in use.", Of(Untouched.Halts(at: 1) with { Open = [1] }) with { IsAborting = true } },
        { "Aborted: Aborted. 1 item never touched.", Of(Untouched.Halts(at: 1)) with { IsAborting = true } },
        { "Aborted: Aborted. 1 item taken back.", Of((Untouched with { TakenBack = [1] }).Halts(at: 1)) with { IsAborting = true } },
        { "Aborted: Aborted. 1 item done. 1 item taken back. 2 items never touched.", Of(Through, Untouched with { TakenBack = [1, 2] }, Untouched, Untouched) with { IsAborting = true } },
        { "Aborted: Aborted. 1 item left with what nothing takes back (stop): away/a.", OneWay(Stopped) with { IsAborting = true } },
        { "Aborted: Aborted. 3 items left with what nothing takes back (stop, shut): away/a, away/b, away/c.", OneWay(Stopped, Shut, Stopped) with { IsAborting = true } },
        { "Aborted: Aborted. 4 items left with what nothing takes back (stop): away/a, away/b, away/c, ….", OneWay(Stopped, Stopped, Stopped, Stopped) with { IsAborting = true } },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void Move_InEachState_IsLegalOrRefusedWithTheReason(RunMove move, RunPhase phase, string why)
    {
        var refusal = RunRules.Refuse(Of(Stopped) with { Phase = phase, StartedAt = phase == RunPhase.AwaitingApproval ? null : Now }, move);

        Assert.Equal(why, refusal?.Why ?? Not);
        if (refusal is not null) Assert.Equal((move.ToString().ToLowerInvariant(), true), (refusal.What, refusal.Lift.Length > 0));
    }

    [Fact]
    public void Move_ThatOnlySomeRunsAllow_IsRefusedToTheOthers()
    {
        Assert.Equal("The run needs nobody's approval.", RunRules.Refuse(Of(Stopped) with { Needs = 0 }, RunMove.Approve)?.Why);
        Assert.Equal("The run needs nobody's approval.", RunRules.Refuse(Of(Stopped) with { Needs = 0 }, RunMove.Revoke)?.Why);
        Assert.Equal("It is being aborted, and an abort is not paused.", RunRules.Refuse(Of(Stopped) with { IsAborting = true }, RunMove.Pause)?.Why);
        Assert.Equal("It has begun already.", RunRules.Refuse(Of(Stopped) with { Phase = RunPhase.AwaitingApproval }, RunMove.Reject)?.Why);
        Assert.Throws<ArgumentOutOfRangeException>(() => RunRules.Refuse(Of(Stopped), (RunMove)99));
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Law9_Run_WhoseStepsAreThrough_NamesWhatBecameOfEveryItem(string expected, object run)
    {
        var said = RunRules.Close((Run)run) switch
        {
            RunEvent.Ended ended => $"{ended.Phase}: {ended.Said}",
            RunEvent.NeedsPerson needs when needs.Next!.Contains("retry those that stopped", StringComparison.Ordinal) => $"{RunPhase.NeedsHuman}: {needs.Why}",
            var other => $"{other}",
        };

        Assert.Equal(expected, said);
    }

    [Fact]
    public void Law8_PointOfNoReturn_CountsFromTheMomentItsCallIsOut_AndForStepsBeforeIt()
    {
        Assert.Equal([false, false, false, true, true, true], new[] { Untouched, Stopped, Shut, CutIsOut, Cut, Through }.Select(item => RunRules.IsPastReturn(Of(item), item)));
        // What lies beyond the point of no return can still be taken back, and what lies before it cannot.
        Assert.Equal([true, true, false, false], Enumerable.Range(1, 4).Select(step => RunRules.IsPastReturn(Of(Through), Through, step)));
        Assert.Equal([true, false], new[] { Through, Cut }.Select(item => RunRules.IsThrough(Of(item), item)));
    }
}
