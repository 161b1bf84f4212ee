using Switchback.Core.Runs;
using static Switchback.Core.Tests.Runs.SomeRun;

namespace Switchback.Core.Tests.Runs;

/// <summary>What an abort would do, for every way in which items can stand. Somebody decides by these sentences.</summary>
public sealed class AbortAnswerTests
{
    public static TheoryData<string, object> Allowed => new()
    {
        { "1 item stays untouched.", Of(Untouched) },
        { "2 items stay untouched.", Of(Untouched, Untouched) },
        { "1 item goes back to how it was (undo-1).", Of(Stopped) },
        { "2 items go back to how they were (undo-2, undo-1).", Of(Stopped, Shut) },
        { "1 item goes back to how it was (undo-1). 1 item stays untouched.", Of(Stopped, Untouched) },
        { "1 item goes back to how it was (undo-2, undo-1). 1 item past the point of no return is finished forward.", Of(Shut, Cut) },
        { "1 item goes back to how it was (undo-1).", Of(Untouched with { Open = [1] }) },
        { "1 item past the point of no return is finished forward. 1 item stays untouched.", Of(CutIsOut, Untouched) },
        { "2 items past the point of no return are finished forward. 1 item stays untouched.", Of(Cut, CutIsOut, Untouched) },
        { "1 item stays untouched. 1 item already done stays done.", Of(Untouched, Through) },
        { "2 items already done stay done.", Of(Through, Through) },
        { "1 item goes no further, and keeps what nothing takes back: stop.", OneWay(Stopped) },
        { "2 items go no further, and keep what nothing takes back: stop.", OneWay(Stopped, Shut) },
        { "1 item goes no further, and keeps what nothing takes back: stop. 1 item past the point of no return is finished forward.", OneWay(Shut, Cut) },
        { "1 item goes back to how it was (undo-2, undo-1).", Of(Shut.Halts()) },
        { "1 item that stopped is left to a person: what was done there is not taken back, or it is not known whether it can be.", Of(CutIsOut.Halts()) },
        { "1 item that stopped is left to a person: what was done there is not taken back, or it is not known whether it can be.", Of(Shut.Halts(at: -2)) },
        { "2 items that stopped are left to a person: what was done there is not taken back, or it is not known whether it can be.", Of(Cut.Halts(at: 4), CutIsOut.Halts()) },
        { "1 item stays untouched.", Of(Untouched.Halts(at: 1)) },
        { "Nothing has been done. It ends, and nothing happens.", Of(Untouched) with { StartedAt = null } },
        { "What could be taken back has been. It ends here, and lists what is left to a person.", Of(Cut.Halts()) with { IsAborting = true, Phase = RunPhase.NeedsHuman } },
    };

    public static TheoryData<string, object> Refused => new()
    {
        { "Every item is past the point of no return: 1 item can only be finished forward.", Of(Cut) },
        { "Every item is past the point of no return: 2 items can only be finished forward.", Of(Cut, CutIsOut, Through) },
        { "It is being aborted already.", Of(Stopped) with { IsAborting = true } },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Law8_Abort_SaysBeforeWhatBecomesOfEachItem(string said, object run) => Assert.Equal(new AbortAnswer(false, said), AbortAnswer.Of((Run)run));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Law8_Abort_ThatSavesNothing_IsRefusedWithTheReason(string said, object run)
    {
        Assert.Equal(new AbortAnswer(true, said), AbortAnswer.Of((Run)run));
        Assert.Equal((said, true), RunRules.Refuse((Run)run, RunMove.Abort) is { } refusal ? (refusal.Why, refusal.Lift.Length > 0) : ("", false));
    }
}
