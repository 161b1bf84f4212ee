using Switchback.Core.Plans;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Lab.Hosting;

namespace Switchback.Elasticsearch.Tests.Operations.Steps;

/// <summary>Steps while the leader's cluster is dead or silent, while a copy is being made, and with too few rights.</summary>
public sealed class HardLeaderTests
{
    public static TheoryData<string> Versions => FollowingTests.Versions;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Unfollow_WithADeadLeader_IsThereAndItsLeasesAreForgottenLater(string version)
    {
        await using var lab = await StepLab.StartAsync(version);
        await lab.FollowClosedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Unfollow);
        await lab.Pair.SteerAsync("/clusters/clusterA/stop");

        var outcome = Assert.IsType<CallOutcome.Unknown>(await lab.DoAsync(plan));

        var lease = Assert.Single(outcome.Owes);
        var forget = StepPlans.Plan([await lab.ItemAsync("bar", (ItemFacts.Leases, lease))], StepKinds.Forget);
        Assert.Equal(Presence.Unclear, (await lab.LookAsync(forget)).Effect);
        await lab.Pair.SteerAsync("/clusters/clusterA/start");
        await lab.UntilAsync(forget, Presence.Absent);
        Assert.IsType<CallOutcome.Accepted>(await lab.DoAsync(forget));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Unfollow_WithASilentLeader_IsSeenAlthoughTheCallHangs(string version)
    {
        await using var lab = await StepLab.StartAsync(version);
        await lab.FollowClosedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Unfollow);
        await lab.Pair.SteerAsync("/clusters/clusterA/freeze");

        var outcome = Assert.IsType<CallOutcome.Unknown>(await lab.DoAsync(plan));

        // Nobody answered which leases are left, so they are told by their parts.
        Assert.Equal($"clusterB/bar/{plan.Items[0].Identity}-following-clusterA/foo/{plan.Items[0].Fact(ItemFacts.LeaderUuid)}", Assert.Single(outcome.Owes));
        Assert.Contains("still waits for the leader", (await lab.LookAsync(plan)).Seen);
        await lab.Pair.SteerAsync("/clusters/clusterA/thaw");
        await LabPair.UntilAsync(() => lab.LookAsync(plan), sight => !sight.Seen.Contains("still waits", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StepKinds.Resume)]
    [InlineData(StepKinds.Follow)]
    public async Task Call_ThatHangsOnASilentLeader_IsUnderWayUntilItHappensLater(string kind)
    {
        await using var lab = await StepLab.StartAsync();
        await lab.FollowPausedAsync("foo", "bar");
        await lab.FollowPausedAsync("foo2", "bar2");
        var second = await lab.ItemAsync("bar2");
        var item = kind == StepKinds.Follow ? await lab.CopyAsync("foo", "baz") : await lab.ItemAsync("bar");
        var plan = StepPlans.Plan([item], kind);
        await lab.Pair.SteerAsync("/clusters/clusterA/freeze");

        var before = await lab.LookAsync(plan);
        Assert.True(before is { Effect: Presence.Absent, PassesByItself: true, Refusal: not null }, before.ToString());
        Assert.IsType<CallOutcome.Unknown>(await lab.SendAsync(plan));

        Assert.Equal(Presence.UnderWay, (await lab.LookAsync(plan)).Effect);
        // The hanging call is for one item: others are not held up by it.
        var other = StepPlans.Plan([kind == StepKinds.Follow ? item with { Name = "other" } : second], kind);
        Assert.Equal(Presence.Absent, (await lab.LookAsync(other)).Effect);
        await lab.Pair.SteerAsync("/clusters/clusterA/thaw");
        await lab.ThereAsync(plan);
    }

    [Fact]
    public async Task Call_ThatHangsWhileTheLeaderDies_IsAbsentInTheEnd()
    {
        await using var lab = await StepLab.StartAsync();
        await lab.FollowPausedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Resume);
        await lab.Pair.SteerAsync("/clusters/clusterA/freeze");
        Assert.IsType<CallOutcome.Unknown>(await lab.SendAsync(plan));
        Assert.Equal(Presence.UnderWay, (await lab.LookAsync(plan)).Effect);

        await lab.Pair.SteerAsync("/clusters/clusterA/stop");

        var sight = await lab.UntilAsync(plan, Presence.Absent);
        Assert.True(sight.PassesByItself);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Copy_StillBeingMade_CanBeDeletedAndNothingElse(string version)
    {
        await using var lab = await StepLab.StartAsync(version);
        await lab.CopySlowlyAsync("foo", "bar");
        var item = await lab.ItemAsync("bar");
        var plan = StepPlans.Plan([item], StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Resume, StepKinds.Follow, StepKinds.Delete);

        foreach (var step in plan.Steps.Take(4))
        {
            var sight = await lab.LookAsync(plan, step.Number);
            Assert.True(sight is { Effect: Presence.Absent, PassesByItself: true, Refusal: not null }, $"{step.Kind}: {sight}");
        }

        var copying = await lab.LookAsync(plan, 5);
        Assert.Equal(Presence.UnderWay, copying.Effect);
        Assert.InRange(copying.Progress!.Value, 0, 0.99);
        Assert.IsType<CallOutcome.Accepted>(await lab.DoAsync(plan, 6));
    }

    [Fact]
    public async Task Copy_Finished_GoesFromUnderWayToThere()
    {
        await using var lab = await StepLab.StartAsync();
        await lab.CopySlowlyAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.CopyAsync("foo", "bar")], StepKinds.Follow);
        Assert.Equal(Presence.UnderWay, (await lab.LookAsync(plan)).Effect);

        await lab.Pair.SteerAsync("/clock", """{"advance":"10m"}""");

        await lab.ThereAsync(plan);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Copied_ButPaused_ToldToBeResumed(string version)
    {
        await using var lab = await StepLab.StartAsync(version);
        await lab.FollowPausedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.CopyAsync("foo", "bar")], StepKinds.Follow);

        var sight = await lab.LookAsync(plan);

        Assert.Equal((Presence.Absent, "Resume it."), (sight.Effect, sight.Refusal!.Lift));
    }

    [Fact]
    public async Task Leader_MadeAnew_IsNotFollowed()
    {
        await using var lab = await StepLab.StartAsync();
        await lab.FollowPausedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Resume);
        LabPair.Done(await lab.Pair.A.Indices.DeleteAsync(["foo"], Cancel));
        Assert.Contains("deleted", (await lab.LookAsync(plan)).Refusal!.Why);

        await lab.Pair.MakeAsync("foo", 1);

        Assert.Contains("made anew", (await lab.LookAsync(plan)).Refusal!.Why);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Close_ByWhoMayNotOpen_IsRefusedBeforeItIsTooLate(string version)
    {
        var root = new Superuser("root", "rootroot");
        await using var lab = await StepLab.StartAsync(version, root, new Credential.Basic("operator", new SecretSource.Value(new Secret("operator1"))));
        await using var asRoot = new RootCalls(lab.Pair, root);
        await asRoot.PutAsync("/_security/role/operator", """{"cluster":["monitor","manage_ccr"],"indices":[{"names":["bar"],"privileges":["monitor","read","write","manage_follow_index"]}]}""");
        await asRoot.PutAsync("/_security/user/operator", """{"password":"operator1","roles":["operator"]}""");
        await lab.FollowPausedAsync("foo", "bar");
        var plan = StepPlans.Plan([await lab.ItemAsync("bar")], StepKinds.Close);

        var sight = await lab.LookAsync(plan);

        Assert.Contains("may not open it again", sight.Refusal!.Why);
        Assert.Contains("indices:admin/open", sight.Refusal.Lift);
    }

    /// <summary>Calls to clusterB as its superuser.</summary>
    private sealed class RootCalls(LabPair pair, Superuser root) : IAsyncDisposable
    {
        private readonly HttpClient _http = new();

        public async Task PutAsync(string path, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, pair.Url("clusterB") + path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{root.Name}:{root.Password}")));
            using var answer = await _http.SendAsync(request, Cancel);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }

        public ValueTask DisposeAsync()
        {
            _http.Dispose();
            return default;
        }
    }
}
