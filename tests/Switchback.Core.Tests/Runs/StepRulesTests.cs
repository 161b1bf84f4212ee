using System.Collections.Immutable;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>From a look to what happens next, case by case.</summary>
public sealed class StepRulesTests
{
    private const int Most = 3;

    private static readonly Plan Plan = Plans.Promotion(new TapeDriver(new Estate()), DateTimeOffset.UnixEpoch, "a");
    private static readonly PlanStep Step = Plan.Steps[1];
    private static readonly ItemRun Fresh = new(Plan.Items[0]);
    private static readonly ItemRun Sent = Fresh with { Open = [Step.Number], Attempts = Tries(1) };
    private static readonly ItemSight Absent = new(Presence.Absent, "It is open.");
    private static readonly Refusal No = new("away/a", "It is in use.", "Free it.");

    public static TheoryData<string, object, object, bool, string> Cases => new()
    {
        { "there, asked or not", Fresh, Absent with { Effect = Presence.There }, false, "done" },
        { "there, although it was refused", Told(RunEvent.Answer.Rejected), Absent with { Effect = Presence.There }, false, "done" },
        { "there, although it took long", Sent, Absent with { Effect = Presence.There }, true, "done" },
        { "under way", Sent, Absent with { Effect = Presence.UnderWay }, false, "wait" },
        { "under way for too long", Sent, Absent with { Effect = Presence.UnderWay }, true, "stop: it may still come" },
        { "under way by somebody else's call for too long", Fresh, Absent with { Effect = Presence.UnderWay }, true, "stop: it may still come" },
        { "unclear", Fresh, Absent with { Effect = Presence.Unclear }, false, "wait" },
        { "unclear for too long, and nothing was sent", Fresh, Absent with { Effect = Presence.Unclear }, true, "stop: It could not be done within 5 min" },
        { "unclear for too long, and a call is out", Sent, Absent with { Effect = Presence.Unclear }, true, "stop: it may still come" },
        { "a word that nobody knows", Fresh, Absent with { Effect = (Presence)7 }, false, "wait" },
        { "a word that nobody knows, for too long", Fresh, Absent with { Effect = (Presence)7 }, true, "stop: It could not be done within 5 min" },
        { "absent", Fresh, Absent, false, "send" },
        { "absent, and must not be done", Fresh, Absent with { Refusal = No }, false, "stop: It is in use." },
        { "absent, and passes by itself", Fresh, Absent with { Refusal = No, PassesByItself = true }, false, "wait" },
        { "absent, and ought to have passed by itself", Fresh, Absent with { Refusal = No, PassesByItself = true }, true, "stop: It is in use." },
        { "absent after a yes", Told(RunEvent.Answer.Accepted), Absent, false, "send" },
        { "absent after no answer", Told(RunEvent.Answer.Unknown), Absent, false, "send" },
        { "absent after a no", Told(RunEvent.Answer.Rejected), Absent, false, "stop: The answer." },
        { "absent after a no to another step", Told(RunEvent.Answer.Rejected) with { LastAnswer = new ItemAnswer(1, RunEvent.Answer.Rejected, "Another.", null) }, Absent, false, "send" },
        { "absent for too long", Fresh, Absent, true, "stop: It could not be done within 5 min" },
        { "absent for too long, and a call is out", Sent, Absent, true, "stop: it may still come" },
        { "absent after all but the last try", Told(RunEvent.Answer.Unknown) with { Attempts = Tries(Most - 1) }, Absent, false, "send" },
        { "absent after the last try", Told(RunEvent.Answer.Unknown) with { Attempts = Tries(Most) }, Absent, false, "stop: It was sent 3 times and had no effect. The last answer: The answer." },
        { "absent after the last try, of whose answer nothing is known", Sent with { Attempts = Tries(Most) }, Absent, false, "stop: The last answer: none." },
        { "absent, and only ever told to come later", Told(RunEvent.Answer.Postponed) with { Attempts = Tries(100) }, Absent, false, "send" },
        { "absent, and told to come later for too long", Told(RunEvent.Answer.Postponed) with { Open = [] }, Absent, true, "stop: It could not be done within 5 min" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Law2_Look_DecidesWhatHappensNext(string what, object item, object sight, bool late, string expected)
    {
        var decision = StepRules.Decide((ItemRun)item, Step, (ItemSight)sight, Most, late);

        switch (decision)
        {
            case StepDecision.Stop stop:
                Assert.True(expected.StartsWith("stop: ", StringComparison.Ordinal), $"{what}: stopped: {stop.Why}");
                Assert.Contains(expected["stop: ".Length..], stop.Why);
                Assert.NotEmpty(stop.Lift);
                break;
            default:
                Assert.Equal((what, expected), (what, decision.GetType().Name.ToLowerInvariant()));
                break;
        }
    }

    private static ItemRun Told(RunEvent.Answer answer) => Sent with { LastAnswer = new ItemAnswer(Step.Number, answer, "The answer.", null) };

    private static ImmutableDictionary<int, int> Tries(int count) => ImmutableDictionary<int, int>.Empty.Add(2, count);
}
