using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Tests.Lab;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>What is planned can be driven: one pair of clusters through every verb, each step looked at, sent and looked at again.</summary>
public sealed class WalkTests
{
    public static TheoryData<string> Versions => FollowingTests.Versions;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Followers_TakenThroughEveryVerb_EndAsEachPlanSays(string version)
    {
        await using var lab = await PlannedLab.StartAsync(version);
        for (var i = 0; i < 3; i++) await lab.Pair.FollowAsync($"foo{i}", $"bar{i}");
        await lab.Pair.MakeAsync("orders", 3);
        for (var i = 0; i < 3; i++) await lab.UntilAsync($"bar{i}", VerdictKind.Following);

        await WalkAsync(lab, "pause", "bar0 bar1", VerdictKind.Paused);
        await WalkAsync(lab, "close", "bar0", VerdictKind.PausedAndClosed);
        await WalkAsync(lab, "resume", "bar0 bar1", VerdictKind.Following, ("max_retry_delay", "2s"));
        var edit = await WalkAsync(lab, "edit", "bar0", VerdictKind.Following, ("max_retry_delay", "3s"));
        foreach (var undo in edit.UndoSteps.OrderBy(step => step.Number)) await DoAsync(lab, edit, undo);
        Assert.Equal("2s", Assert.Single(LabPair.Value(await lab.Pair.B.Following.InfoAsync(Cancel, ["bar0"]))).Parameters!.MaxRetryDelay);
        await WalkAsync(lab, "restart", "bar0", VerdictKind.Following);
        await WalkAsync(lab, "recreate", "bar0", VerdictKind.Following);
        await WalkAsync(lab, "recreate", "bar1", VerdictKind.Following, ("way", "long"));
        await WalkAsync(lab, "follow", "orders", null, ("remote", "clusterA"), ("name", "orders2"));
        await lab.UntilAsync("orders2", VerdictKind.Following);
        await WalkAsync(lab, "pause", "orders2", VerdictKind.Paused);
        await WalkAsync(lab, "delete", "orders2", null);
        await lab.UntilAsync(snapshot => snapshot.Items.All(item => item.Name != "orders2"));

        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        await lab.UntilDownAsync("clusterA");
        await WalkAsync(lab, "unfollow", "bar0 bar1 bar2", null);
        await lab.Pair.SteerAsync("/clusters/clusterA/start");
        await lab.UntilAsync("bar0", VerdictKind.Promoted);

        var forget = KnownFleet.Made(await LabPair.UntilAsync(
            () => lab.AskAsync("forget", "clusterA", "*"), outcome => outcome is PlanOutcome.Made { Plan.Items.Count: 3 } || Refused(outcome, without: "cannot be seen")));
        Assert.Equal("1 forget bar0,bar1,bar2", KnownFleet.Shape(forget.Steps));
        foreach (var step in forget.Steps) await DoAsync(lab, forget, step);
    }

    [Fact]
    public async Task DataStream_OfADeadLeader_IsPromotedWhole_AndTakesWrites()
    {
        await using var lab = await PlannedLab.StartAsync("9.2.1");
        const string template = """{"index_patterns":["logs-app"],"priority":500,"data_stream":{},"template":{"settings":{"number_of_replicas":0}}}""";
        foreach (var cluster in new[] { "clusterA", "clusterB" }) await lab.Pair.SendAsync(cluster, HttpMethod.Put, "/_index_template/logs-app", template);
        await lab.Pair.SendAsync("clusterB", HttpMethod.Put, "/_ccr/auto_follow/logs", """{"remote_cluster":"clusterA","leader_index_patterns":["logs-app"]}""");
        await lab.Pair.SendAsync("clusterA", HttpMethod.Post, "/logs-app/_doc", """{"@timestamp":"2026-03-01T03:00:00Z","n":1}""");
        await lab.Pair.SendAsync("clusterA", HttpMethod.Post, "/logs-app/_rollover", "");
        await lab.Pair.SendAsync("clusterA", HttpMethod.Post, "/logs-app/_doc", """{"@timestamp":"2026-03-01T03:00:01Z","n":2}""");
        var seen = await lab.UntilAsync(snapshot => snapshot.Items.Count(item => item.Name.StartsWith(".ds-logs-app", StringComparison.Ordinal) && item.Verdict.Kind == VerdictKind.Following && item.Identity is not null) == 2);
        var names = string.Join(' ', seen.Items.Select(item => item.Name).Order(StringComparer.Ordinal));
        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        await lab.UntilDownAsync("clusterA");

        var plan = await WalkAsync(lab, "unfollow", names, null);

        Assert.Equal(["promote-stream", "rollover", "pause", "close", "unfollow", "open"], plan.Steps.Select(step => step.Kind));
        var stream = Assert.Single(LabPair.Value(await lab.Pair.B.Streams.ListAsync(Cancel)));
        Assert.Equal((false, 3), (stream.Replicated, stream.BackingIndices.Count));
        await lab.Pair.SendAsync("clusterB", HttpMethod.Post, "/logs-app/_doc", """{"@timestamp":"2026-03-01T03:00:02Z","n":3}""");
    }

    private static async Task<Plan> WalkAsync(PlannedLab lab, string verb, string names, VerdictKind? then, params (string, string)[] parameters)
    {
        // What was made anew a moment ago is asked for again when the watch has seen it.
        var plan = KnownFleet.Made(await LabPair.UntilAsync(
            () => lab.AskAsync(verb, "clusterB", names, parameters), outcome => outcome is PlanOutcome.Made || Refused(outcome, without: "made anew")));
        foreach (var step in plan.Steps) await DoAsync(lab, plan, step);
        foreach (var name in then is null ? [] : names.Split(' ')) await lab.UntilAsync(name, then!.Value);
        return plan;
    }

    private static bool Refused(PlanOutcome outcome, string without) =>
        outcome is PlanOutcome.Refused refused && refused.Refusals.All(refusal => !refusal.Why.Contains(without, StringComparison.Ordinal));

    /// <summary>As runs do it: nothing is sent twice, and only a look says that it is done.</summary>
    private static async Task DoAsync(PlannedLab lab, Plan plan, PlanStep step)
    {
        List<PlanItem> items = [.. plan.Items.Where(item => step.Items.Contains(item.Key))];
        var sent = false;
        await LabPair.UntilAsync(
            async () =>
            {
                var sights = await lab.Driver.LookAsync(plan, step, items, Cancel);
                List<string> absent = [.. sights.Where(sight => sight.Value.Effect == Presence.Absent).Select(sight => sight.Key)];
                Assert.All(absent, key => Assert.True(sights[key].Refusal is null || sights[key].PassesByItself, $"{plan.Title}, step {step.Number} {step.Kind}: {sights[key]}"));
                if (absent.Count == 0 || sent) return sights;
                sent = true;
                foreach (var call in lab.Driver.CallsOf(plan, step, absent))
                {
                    // With its leader down an unfollow has its effect and answers with an error.
                    var outcome = await lab.Driver.SendAsync(step, call, Cancel);
                    Assert.True(outcome is CallOutcome.Accepted || (outcome is CallOutcome.Unknown && step.Kind == StepKinds.Unfollow), $"{plan.Title}, step {step.Number}: {call.Call.Text} {outcome}");
                }
                return sights;
            },
            sights => sights.Values.All(sight => sight.Effect == Presence.There));
    }
}
