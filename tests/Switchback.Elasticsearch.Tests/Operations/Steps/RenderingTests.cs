using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Operations.Steps;

/// <summary>The exact calls of each step, as they are shown and sent.</summary>
public sealed class RenderingTests
{
    [Theory]
    [InlineData(StepKinds.Pause, "POST /bar/_ccr/pause_follow", "")]
    [InlineData(StepKinds.Resume, "POST /bar/_ccr/resume_follow", """{"max_outstanding_read_requests":3,"max_retry_delay":"1s"}""")]
    [InlineData(StepKinds.Close, "POST /bar/_close", "")]
    [InlineData(StepKinds.Open, "POST /bar/_open", "")]
    [InlineData(StepKinds.Unfollow, "POST /bar/_ccr/unfollow", "")]
    [InlineData(StepKinds.Follow, "PUT /bar/_ccr/follow?wait_for_active_shards=1",
        """{"remote_cluster":"clusterA","leader_index":"foo","data_stream_name":"logs_copy","settings":{"index.number_of_replicas":"0","index.refresh_interval":null},"max_outstanding_read_requests":3,"max_retry_delay":"1s"}""")]
    [InlineData(StepKinds.Delete, "DELETE /bar", "")]
    [InlineData(StepKinds.Forget, "POST /foo/_ccr/forget_follower",
        """{"follower_cluster":"clusterB","follower_index":"bar","follower_index_uuid":"u1","leader_remote_cluster":"clusterA"}""")]
    public void Calls_OfEachKind_AreExactlyThese(string kind, string line, string body)
    {
        var item = StepPlans.Follower(facts:
        [
            (ItemFacts.Parameter + "max_outstanding_read_requests", "3"), (ItemFacts.Parameter + "max_retry_delay", "1s"),
            (ItemFacts.Settings, """{"index":{"number_of_replicas":0,"refresh_interval":null}}"""), (ItemFacts.Stream, "logs_copy"),
            (ItemFacts.Leases, "clusterB/bar/u1-following-clusterA/foo/l1\nclusterB/bar/u1-following-clusterA/foo/l1"),
        ]);

        var plan = StepPlans.Plan([item], kind);

        var call = Assert.Single(StepPlans.Book.CallsOf(plan, plan.Steps[0]));
        Assert.Equal(new PlannedCall(plan.Steps[0].Member, line, body), call.Call);
        Assert.Equal(["clusterB/bar"], call.Items);
    }

    [Fact]
    public void Book_OfKinds_HoldsEveryWordOfTheContract() => Assert.Equal(
        typeof(StepKinds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal), StepPlans.Book.Kinds.Order(StringComparer.Ordinal));

    [Fact]
    public void Lists_OfManyItems_NameAtMostAHundredAndPauseNamesOne()
    {
        var plan = StepPlans.Plan([.. Enumerable.Range(0, 250).Select(i => StepPlans.Follower($"orders-{i:000}"))], StepKinds.Close, StepKinds.Pause);

        Assert.Equal([100, 100, 50], StepPlans.Book.CallsOf(plan, plan.Steps[0]).Select(call => call.Items.Count));
        Assert.Equal(250, StepPlans.Book.CallsOf(plan, plan.Steps[1]).Count);
        Assert.All(StepPlans.Book.CallsOf(plan, plan.Steps[0]), call => Assert.True(call.Call.Line.Length < 4096));
    }

    [Fact]
    public void Lists_OfLongNames_StayUnderTheLineThatServersRead()
    {
        var plan = StepPlans.Plan([.. Enumerable.Range(0, 40).Select(i => StepPlans.Follower($"{new string('x', 200)}-{i}"))], StepKinds.Open);

        var calls = StepPlans.Book.CallsOf(plan, plan.Steps[0]);

        Assert.True(calls.Count > 1);
        Assert.All(calls, call => Assert.True(call.Call.Line.Length < 4096));
        Assert.Equal(plan.Steps[0].Items, calls.SelectMany(call => call.Items));
    }

    [Fact]
    public void Looks_AtTheLongestList_StayUnderTheLineToo()
    {
        var longest = NameLists.Cut(Enumerable.Range(0, 40).Select(i => $"{new string('x', 200)}-{i}")).First();

        Assert.All(
            new[] { SelfRequests.Sights(longest), FollowRequests.InfoOf(longest), FollowRequests.StatsOf(longest), IndexRequests.Recovery(longest, false), PositionRequests.Of(longest, PositionExtras.Leases) },
            request => Assert.InRange(request.ToString().Length, 3000, 4096 - " HTTP/1.1".Length));
    }

    [Fact]
    public void Calls_OnlyForSome_NameFewerAndAreRenderedAlikeAgain()
    {
        var plan = StepPlans.Plan([StepPlans.Follower("a"), StepPlans.Follower("b"), StepPlans.Follower("c")], StepKinds.Close);

        var call = Assert.Single(StepPlans.Book.CallsOf(plan, plan.Steps[0], ["clusterB/c", "clusterB/a"]));

        Assert.Equal("POST /a,c/_close", call.Call.Line);
        Assert.Equal(call.Call, Assert.Single(StepPlans.Book.CallsOf(plan, plan.Steps[0], call.Items)).Call);
    }

    [Fact]
    public void Resume_ThatTakesAPauseBack_SendsTheParametersFromBefore()
    {
        var forward = StepPlans.Follower(facts: (ItemFacts.Parameter + "max_outstanding_read_requests", "3"));
        var edited = StepPlans.Follower(facts: [(ItemFacts.Parameter + "max_outstanding_read_requests", "3"), (ItemFacts.FormerParameter + "max_outstanding_read_requests", "5")]);

        Assert.Equal("""{"max_outstanding_read_requests":3}""", BodyOf(forward, back: true));
        Assert.Equal("""{"max_outstanding_read_requests":5}""", BodyOf(edited, back: true));
        Assert.Equal("""{"max_outstanding_read_requests":3}""", BodyOf(edited, back: false));

        static string BodyOf(PlanItem item, bool back)
        {
            var plan = StepPlans.Plan([item], StepKinds.Resume);
            return Assert.Single(StepPlans.Book.CallsOf(plan, plan.Steps[0] with { Number = back ? -1 : 1 })).Call.Body;
        }
    }

    [Fact]
    public void Marks_OfAFullList_FitIntoAHeaderAndNameEachItem()
    {
        List<PlanItem> items = [.. Enumerable.Range(0, 100).Select(i => StepPlans.Follower($"orders-{i}"))];

        var close = new CloseStep();
        var mark = CallMarks.Of(close, items);

        Assert.InRange(mark.Length, 100, 2000);
        Assert.All(items, item => Assert.Equal(CallsInFlight.ForThis, CallMarks.Find(Running(mark), close, item)));
        Assert.Equal(CallsInFlight.None, CallMarks.Find(Running(mark), close, StepPlans.Follower("another")));
    }

    [Fact]
    public void Marks_OfADataStream_AreSharedByItsIndices_HoweverMany()
    {
        List<PlanItem> items = [.. Enumerable.Range(0, 1000).Select(i => StepPlans.Item($".ds-logs-{i}", facts: [(ItemFacts.Stream, "logs")]))];
        var rollover = new RolloverStep();

        var mark = CallMarks.Of(rollover, items);

        Assert.InRange(mark.Length, 20, 40);
        Assert.Equal(CallsInFlight.ForThis, CallMarks.Find(Running(mark), rollover, items[999]));
        Assert.Equal(CallsInFlight.None, CallMarks.Find(Running(mark), rollover, StepPlans.Item(".ds-app-1", facts: [(ItemFacts.Stream, "app")])));
    }

    [Theory]
    [InlineData(null, true, CallsInFlight.Unnamed)]
    [InlineData("kibana:42", true, CallsInFlight.Unnamed)]
    [InlineData("switchback:follow:0123456789", true, CallsInFlight.None)]
    [InlineData("switchback:follow:0123456789", false, CallsInFlight.Unclear)]
    public void Marks_OfOthers_SayNothingAboutThisItem(string? mark, bool complete, object expected) =>
        Assert.Equal(expected, CallMarks.Find(Running(mark, complete), new FollowStep(), StepPlans.Follower()));

    private static Calls.RunningTasks Running(string? mark, bool complete = true) =>
        new([new Calls.RunningTask("n", 1, "indices:admin/close", "", null, TimeSpan.Zero) { Mark = mark }], complete);
}
