using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Readiness;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Lab.Hosting;

namespace Switchback.Elasticsearch.Tests.Readiness;

/// <summary>Facts and readiness of simulated clusters over HTTP, on the oldest and the newest server there is a lab of.</summary>
public sealed class ReadyLabTests
{
    public static TheoryData<string> Versions => FollowingTests.Versions;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Pair_ConnectedBothWays_HasAllFactsAndNothingButCopiesUnknown(string version)
    {
        await using var lab = await ReadyLab.StartAsync(version);
        await lab.Pair.MakeAsync("orders", 5);
        await lab.UntilAsync(facts => facts.Of("clusterA")!.Indices.Value is { Count: > 0 } && facts.All.All(each => each.Remotes.Value is [{ Connected: true }]));

        Assert.All([lab.A, lab.B], facts =>
        {
            Assert.Null(facts.Identity.Trouble ?? facts.Health.Trouble ?? facts.Settings.Trouble ?? facts.Patterns.Trouble ?? facts.PatternStats.Trouble);
            Assert.Null(facts.Nodes.Trouble ?? facts.Disks.Trouble ?? facts.Clocks.Trouble ?? facts.Streams.Trouble ?? facts.Rules.Trouble ?? facts.CallsInFlight.Trouble);
            Assert.All(facts.Definitions.Values, kind => Assert.Null(kind.Trouble));
            Assert.True(facts.OperateRights.Value!.SecurityOff);
        });
        Assert.Equal(lab.A.Identity.Value!.ClusterUuid, LabPair.Value(await lab.Pair.A.Self.GreetAsync(Cancel)).ClusterUuid);
        // A fresh trial has thirty days, less a moment. No snapshot is there that would know of copies.
        Assert.Equal(["licence-away", "licence-home", "copies"], NotPassed(lab.Judge(Direction.FailOver)));
        Assert.Equal(["licence-home", "licence-away"], NotPassed(lab.Judge(Direction.FailBack)));
        Assert.Equal(ReadinessVerdict.ReadyWithWarnings, lab.Judge(Direction.FailBack).Verdict);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Pair_WithThingsMissing_NamesThem(string version)
    {
        await using var lab = await ReadyLab.StartAsync(version);
        await lab.Pair.MakeAsync("orders", 1);
        await lab.Pair.SendAsync("clusterA", HttpMethod.Put, "/_index_template/mine", """{"index_patterns":["orders-*"]}""");
        await lab.Pair.SendAsync("clusterA", HttpMethod.Put, "/_ingest/pipeline/stamp", """{"processors":[]}""");
        await lab.Pair.SendAsync("clusterA", HttpMethod.Put, "/orders/_settings", """{"index.blocks.write":true,"index.soft_deletes.retention_lease.period":"30m"}""");
        await lab.Pair.SteerAsync("/clusters/clusterA/licence", """{"type":"basic"}""");
        lab.Facts.AskNow("clusterA");

        await lab.UntilAsync(facts => facts.Of("clusterA") is { License.Value.Type: "basic" } a && a.Rules.Value is { Blocks.Count: 1, LeasePeriods.Count: 1 }
            && a.Definitions[DefinitionKind.IndexTemplates].Value is { Count: > 0 } && a.Definitions[DefinitionKind.Pipelines].Value is { Count: > 0 });

        var report = lab.Judge(Direction.FailOver);
        Assert.Contains("Missing on clusterB: mine;", Reason(report, "index-templates"));
        Assert.Contains("Missing on clusterB: stamp;", Reason(report, "pipelines"));
        Assert.Contains("Blocked for writes: orders.", Reason(report, "write-blocks-leading"));
        Assert.Contains("orders keep history only for a short time", Reason(report, "lease-period"));
        Assert.Contains("does not cover", Reason(report, "licence-home"));
        Assert.Equal(ReadinessVerdict.NotReady, lab.Judge(Direction.FailBack).Verdict);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Rights_OfAUserWithFollowRightsOnly_LackOpening(string version)
    {
        var root = new Superuser("root", "rootroot");
        await using var pairOfRoot = await ReadyLab.StartAsync(version, root);
        Assert.All([pairOfRoot.A, pairOfRoot.B], facts => Assert.Equal((false, 0), (facts.OperateRights.Value!.SecurityOff, facts.OperateRights.Value.Lacking.Count)));

        LabPair.Done(await PutAsync(pairOfRoot, "/_security/role/operator", """{"cluster":["monitor","manage_ccr"],"indices":[{"names":["orders*"],"privileges":["monitor","read","write","manage_follow_index"]}]}"""));
        LabPair.Done(await PutAsync(pairOfRoot, "/_security/user/operator", """{"password":"operator1","roles":["operator"]}"""));
        using var operated = Support.Some.Cluster(new Switchback.Elasticsearch.Configuration.ClusterOptions
        {
            Name = "clusterB",
            Urls = [new Uri(pairOfRoot.Pair.Url("clusterB") + "/")],
            ReadCredential = new Credential.Basic("operator", new SecretSource.Value(new Secret("operator1"))),
            OperateCredential = new Credential.Basic("operator", new SecretSource.Value(new Secret("operator1"))),
        });

        var news = await new FactSource(operated, ["orders*"], TimeSpan.FromSeconds(5), TimeProvider.System).ReadAsync(FactGroup.Privileges, Cancel);

        var rights = news.Apply(new ClusterFacts { Cluster = "clusterB" });
        Assert.Contains(new LackingRight("orders*", "indices:admin/open"), rights.OperateRights.Value!.Lacking);
        Assert.Contains(new LackingRight(null, "manage"), rights.OperateRights.Value.Lacking);
        Assert.DoesNotContain(new LackingRight("orders*", "manage_follow_index"), rights.OperateRights.Value.Lacking);
        Assert.DoesNotContain(new LackingRight("orders*", "indices:admin/close"), rights.OperateRights.Value.Lacking);
    }

    [Fact]
    public async Task Cluster_ThatStops_KeepsItsFactsWithAgeAndTheOtherGoesOn()
    {
        await using var lab = await ReadyLab.StartAsync(FollowingTests.Versions.Last().Data);
        var before = lab.A.Nodes.Value;

        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        await lab.UntilAsync(facts => facts.Of("clusterA") is { Health.Trouble: not null, Nodes.Trouble: not null });

        Assert.Equal(before!.Select(node => node.Id), lab.A.Nodes.Value!.Select(node => node.Id));
        Assert.IsType<Fault.Unreachable>(Assert.IsType<Aged<ClusterHealth>.Failed>(lab.A.Health).Fault);
        var heard = lab.B.Health.ReadAt;
        await lab.UntilAsync(facts => facts.Of("clusterB")!.Health.ReadAt > heard);
        Assert.Equal(CheckOutcome.Warn, lab.Judge(Direction.FailOver).Checks.Single(check => check.Id == "answers-home").Outcome);
        Assert.Equal(ReadinessVerdict.NotReady, lab.Judge(Direction.FailBack).Verdict);
    }

    [Fact]
    public async Task Cluster_ThatFreezes_FailsEachReadAtItsDeadlineAndComesBackWhenItThaws()
    {
        await using var lab = await ReadyLab.StartAsync(FollowingTests.Versions.Last().Data);

        await lab.Pair.SteerAsync("/clusters/clusterA/freeze");
        var heard = lab.B.Health.ReadAt;
        await lab.UntilAsync(facts => facts.Of("clusterA") is { Health.Trouble: not null, Remotes.Trouble: not null, License.Trouble: not null });

        var failed = Assert.IsType<Aged<ClusterHealth>.Failed>(lab.A.Health);
        Assert.Equal(new Fault.TimedOut(TimeSpan.FromSeconds(5)), failed.Fault);
        Assert.NotNull(failed.Last);
        Assert.True(lab.B.Health.ReadAt > heard);

        await lab.Pair.SteerAsync("/clusters/clusterA/thaw");
        await lab.UntilAsync(facts => facts.Of("clusterA") is { Health.Trouble: null, Remotes.Trouble: null, License.Trouble: null });
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("truncate")]
    [InlineData("drop")]
    [InlineData("fail")]
    public async Task Answer_SpoiltByTheLab_IsAFaultInWordsAndOnlyThatFactSuffers(string fault)
    {
        await using var lab = await ReadyLab.StartAsync(FollowingTests.Versions.Last().Data);

        await lab.Pair.SteerAsync("/faults", $$"""{"cluster":"clusterA","path":"/_license","times":0,"do":"{{fault}}"}""");
        await lab.UntilAsync(facts => facts.Of("clusterA")!.License.Trouble is not null);

        Assert.NotNull(lab.A.License.Value);
        Assert.NotEmpty(lab.A.License.Trouble!);
        Assert.Equal(CheckOutcome.Unknown, lab.Judge(Direction.FailBack).Checks.Single(check => check.Id == "licence-home").Outcome);
        var heard = lab.A.Health.ReadAt;
        await lab.UntilAsync(facts => facts.Of("clusterA")!.Health.ReadAt > heard);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Poke_OfARemote_ConnectsItAgainOrSaysWhyNot(string version)
    {
        await using var lab = await ReadyLab.StartAsync(version);
        Assert.IsType<PokeOutcome.Answered>(await lab.Poke.PokeAsync("clusterB", "clusterA", Cancel));
        Assert.IsType<PokeOutcome.Refused>(await lab.Poke.PokeAsync("clusterB", "stranger", Cancel));
        Assert.IsType<PokeOutcome.Refused>(await lab.Poke.PokeAsync("clusterZ", "clusterA", Cancel));

        await lab.Pair.SteerAsync("/clusters/clusterA/stop");
        var dead = await lab.Poke.PokeAsync("clusterB", "clusterA", Cancel);
        Assert.True(dead is PokeOutcome.NoAnswer or PokeOutcome.Skipped, $"{dead}");
        await lab.UntilAsync(facts => facts.Of("clusterB")!.Remotes.Value is [{ Connected: false }]);

        await lab.Pair.SteerAsync("/clusters/clusterA/start");
        Assert.IsType<PokeOutcome.Answered>(await lab.Poke.PokeAsync("clusterB", "clusterA", Cancel));
        await lab.UntilAsync(facts => facts.Of("clusterB")!.Remotes.Value is [{ Connected: true }]);
        Assert.StartsWith("The other side", dead.Say());
    }

    [Fact]
    public async Task Poke_OfAFrozenSide_GivesUpSoon()
    {
        await using var lab = await ReadyLab.StartAsync("7.8.1");
        await lab.Pair.SteerAsync("/clusters/clusterA/freeze");

        var outcome = await lab.Poke.PokeAsync("clusterB", "clusterA", Cancel);

        Assert.Contains("within 3 s", Assert.IsType<PokeOutcome.NoAnswer>(outcome).Why);
    }

    private static IEnumerable<string> NotPassed(ReadinessReport report) => report.Checks.Where(check => check.Outcome != CheckOutcome.Pass).Select(check => check.Id);

    private static string Reason(ReadinessReport report, string id) => report.Checks.Single(check => check.Id == id).Reason;

    /// <summary>Through the client, whose credential may do so.</summary>
    private static async Task<Effect<Acknowledged>> PutAsync(ReadyLab lab, string target, string body) => (await lab.Pair.B.Channel.ActAsync(
        new Wire.WireRequest { Method = HttpMethod.Put, Target = target, Body = System.Text.Encoding.UTF8.GetBytes(body), Kind = Wire.CallKind.Write, Power = Wire.Power.Operate },
        _ => new Acknowledged(), Cancel))!;
}
