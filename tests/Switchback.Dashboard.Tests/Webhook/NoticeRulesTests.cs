using Switchback.Core.Runs;
using Switchback.Dashboard.Webhook;
using static Switchback.Dashboard.Tests.Webhook.SomeRuns;

namespace Switchback.Dashboard.Tests.Webhook;

public sealed class NoticeRulesTests
{
    private static readonly NoticePace Pace = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));

    public static TheoryData<string, Run[], Run[], string> Standings => new()
    {
        { "nothing", [], [], "" },
        { "a run that goes on", [Run("r1", RunPhase.Running)], [], "" },
        { "a wish", [Waiting("r1")], [Waiting("r1")], "r1.approval" },
        { "a wish that ran out and was not swept yet", [Waiting("r1", TimeSpan.Zero)], [Waiting("r1", TimeSpan.Zero)], "" },
        { "a yes that ran out on the way", [Lapsed("r1", 3)], [Lapsed("r1", 3)], "r1.approval.3.0" },
        { "a run that stopped", [InNeed("r1", 12)], [], "r1.person.12" },
        { "one that stopped again", [InNeed("r1", 31)], [], "r1.person.31" },
        { "one that is over", [Run("r1", RunPhase.Aborted)], [Run("r1", RunPhase.Aborted)], "" },
        { "several", [InNeed("r2", 5), Waiting("r1")], [Waiting("r1")], "r1.approval r2.person.5" },
    };

    [Theory]
    [MemberData(nameof(Standings))]
    public void Standing_EachState_CallsForWhatItNeeds(string situation, Run[] runs, Run[] waiting, string expected)
    {
        Assert.True(expected == string.Join(' ', NoticeRules.Standing(runs, waiting, Now).Select(notice => notice.Id)), situation);
    }

    [Fact]
    public void Standing_Wish_SaysWhoAsksWhatAndUntilWhen()
    {
        var notice = Assert.Single(NoticeRules.Standing([], [Waiting("r1")], Now));

        Assert.Equal("Otto asks for one person to agree: Burn a. Reason: it is old. Look at every call and decide; nobody having agreed in time means no.", notice.Words);
        Assert.Equal((NoticeKind.ApprovalWaits, "r1", "abc123", (DateTimeOffset?)Now.AddHours(24)), (notice.Kind, notice.Run, notice.PlanHash, notice.Until));
        Assert.Equal(["orders"], notice.Pairs);
    }

    [Fact]
    public void Standing_RunThatStopped_CountsAndQuotesNoCluster()
    {
        var notice = Assert.Single(NoticeRules.Standing([InNeed("r1", 7)], [], Now));

        Assert.Equal("Burn a. 1 of 1 items stopped, 0 got there. Why, and what to do next, stands on the page of the run.", notice.Words);
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(NoticeMessage.Body(notice, new Uri("http://127.0.0.1:5080"))));
    }

    [Theory]
    [InlineData("", "", 0, "r1.approval r2.person.5")]
    [InlineData("r1.approval", "", 0, "r2.person.5")]
    [InlineData("r1.approval r2.person.5", "", 0, "")]
    [InlineData("", "r1.approval", 0, "r2.person.5")]
    [InlineData("", "r1.approval", 59, "r2.person.5")]
    [InlineData("", "r1.approval", 60, "r1.approval r2.person.5")]
    [InlineData("r2.person.4", "", 0, "r1.approval r2.person.5")]
    public void Due_AnyPast_IsWhatWasNotDeliveredAndMayBeTried(string delivered, string refused, int seconds, string expected)
    {
        var standing = NoticeRules.Standing([InNeed("r2", 5)], [Waiting("r1")], Now);
        var attempts = Ids(refused).ToDictionary(id => id, _ => new Attempt(1, Now.AddSeconds(60), "why", Now));

        var due = NoticeRules.Due(standing, Ids(delivered).ToHashSet(), attempts, Now.AddSeconds(seconds));

        Assert.Equal(expected, string.Join(' ', due.Select(notice => notice.Id)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 32)]
    [InlineData(9, 300)]
    [InlineData(4000, 300)]
    public void After_MoreRefusals_WaitsLongerButNeverLongerThanTheLongest(int before, int seconds)
    {
        var attempt = NoticeRules.After(before == 0 ? null : new Attempt(before, Now, "earlier", Now.AddHours(-1)), "it answered 500.", Now, Pace);

        Assert.Equal((before + 1, Now.AddSeconds(seconds), "it answered 500."), (attempt.Count, attempt.Next, attempt.Why));
        Assert.Equal(before == 0 ? Now : Now.AddHours(-1), attempt.Since);
    }

    private static string[] Ids(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
