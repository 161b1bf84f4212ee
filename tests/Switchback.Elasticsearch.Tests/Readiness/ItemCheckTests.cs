using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using static Switchback.Elasticsearch.Tests.Readiness.HealthyPair;

namespace Switchback.Elasticsearch.Tests.Readiness;

/// <summary>Room, blocks, leases, data streams, definitions and patterns.</summary>
public sealed class ItemCheckTests
{
    [Theory]
    // 100 GiB disk: 85 may be used.
    [InlineData(50, 0, 60, 0, CheckOutcome.Pass)]
    [InlineData(44, 0, 60, 0, CheckOutcome.Pass)]
    [InlineData(46, 0, 60, 10, CheckOutcome.Warn)]
    [InlineData(60, 0, 60, 10, CheckOutcome.Fail)]
    // With a replica everything is there twice.
    [InlineData(30, 1, 60, 0, CheckOutcome.Fail)]
    [InlineData(20, 1, 60, 0, CheckOutcome.Pass)]
    public void Disk_OfTheSideThatCopiesBack_MustTakeAllCopiesBelowTheWatermark(int wanted, int replicas, int available, int old, CheckOutcome outcome)
    {
        if (wanted == 50) available = 70;
        var input = Input with
        {
            Away = Input.Away with { Indices = Indices(Index("orders", wanted * Gigabyte, replicas), Index("other", 900 * Gigabyte)) },
            Home = Input.Home with { Disks = Known<IReadOnlyList<DiskFacts>>([Disk(100, available), Disk(1000, 1000, "master")]), Indices = Indices(Index("orders", old * Gigabyte)) },
        };

        Assert.Equal(outcome, input.Check(Direction.FailBack, "disk").Outcome);
    }

    [Fact]
    public void Disk_ForItemsOfUnknownSizeOrAnotherName_IsNeverSilentlyZero()
    {
        var closed = Input with { Away = Input.Away with { Indices = Indices(Index("orders", null)) } };
        Assert.Equal(CheckOutcome.Warn, closed.Check(Direction.FailBack, "disk").Outcome);

        // The copy on the away side is called otherwise; the snapshot knows that it is the pair's.
        var renamed = Input with { Away = Input.Away with { Indices = Indices(Index("copy-of-orders", 500 * Gigabyte)) }, Items = [Copy(Switchback.Core.Fleet.VerdictKind.Following, "copy-of-orders")] };
        Assert.Equal(CheckOutcome.Fail, renamed.Check(Direction.FailBack, "disk").Outcome);

        var noDisk = Input with { Home = Input.Home with { Disks = Known<IReadOnlyList<DiskFacts>>([]) } };
        Assert.Equal(CheckOutcome.Unknown, noDisk.Check(Direction.FailBack, "disk").Outcome);
    }

    [Theory]
    [InlineData(16, CheckOutcome.Pass)]
    [InlineData(14, CheckOutcome.Warn)]
    public void Disk_OfTheSideThatIsPromoted_StaysBelowTheWatermark(int available, CheckOutcome outcome) => Assert.Equal(
        outcome, (Input with { Away = Input.Away with { Disks = Known<IReadOnlyList<DiskFacts>>([Disk(100, 80), Disk(100, available)]) } }).Check(Direction.FailOver, "disk").Outcome);

    [Fact]
    public void WriteBlocks_OnWhatIsPromoted_FailAndOnTheLeader_Warn()
    {
        var blocked = Known(Rules(("orders", ["write"]), ("other", ["write"])));

        var gaining = (Input with { Away = Input.Away with { Rules = blocked } }).Check(Direction.FailOver, "write-blocks-gaining");
        Assert.Equal((CheckOutcome.Fail, "1 item"), (gaining.Outcome, gaining.Value));
        Assert.Equal("# clusterB\nPUT /orders/_settings\n{\"index.blocks.write\":null}", gaining.Manual);

        Assert.Equal(CheckOutcome.Warn, (Input with { Home = Input.Home with { Rules = blocked } }).Check(Direction.FailOver, "write-blocks-leading").Outcome);
        Assert.Equal(CheckOutcome.Pass, (Input with { Home = Input.Home with { Rules = Known(Rules(("orders", ["metadata"]))) } }).Check(Direction.FailOver, "write-blocks-leading").Outcome);
        Assert.Contains("nearly full", (Input with { Away = Input.Away with { Rules = Known(Rules(("orders", ["read_only_allow_delete"]))) } }).Check(Direction.FailOver, "write-blocks-gaining").Reason);
        Assert.Equal(CheckOutcome.Unknown, (Input with { Away = Input.Away with { Rules = Failed<IndexRules>() } }).Check(Direction.FailOver, "write-blocks-gaining").Outcome);
    }

    [Theory]
    [InlineData(60, CheckOutcome.Pass)]
    [InlineData(59, CheckOutcome.Warn)]
    public void LeasePeriod_OfTheLeader_IsAtLeastAnHour(int minutes, CheckOutcome outcome)
    {
        var rules = new IndexRules(new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, TimeSpan> { ["orders"] = TimeSpan.FromMinutes(minutes), ["other"] = TimeSpan.FromSeconds(1) });

        Assert.Equal(outcome, (Input with { Home = Input.Home with { Rules = Known(rules) } }).Check(Direction.FailOver, "lease-period").Outcome);
    }

    [Theory]
    [InlineData("orders-logs", "orders-template", true, CheckOutcome.Pass)]
    [InlineData("orders-logs", "orders-template", false, CheckOutcome.Fail)]
    [InlineData("stranger", "orders-template", false, CheckOutcome.Pass)]
    public void DataStream_OfTheLeader_NeedsItsTemplateOnTheOtherSide(string stream, string template, bool there, CheckOutcome outcome)
    {
        var input = Input with
        {
            Home = Input.Home with { Streams = Known<IReadOnlyList<DataStream>>([new DataStream(stream, [$".ds-{stream}-000001"], 1, template, false)]) },
            Away = Input.Away.WithDefinitions(DefinitionKind.IndexTemplates, there ? [new Definition(template, "d", true)] : []),
        };

        Assert.Equal(outcome, input.Check(Direction.FailOver, "data-streams").Outcome);
    }

    [Fact]
    public void DataStream_ReplicatedWithoutAnyTemplate_FailsFromTheCopyAlone()
    {
        var input = Input with { Away = Input.Away with { Streams = Known<IReadOnlyList<DataStream>>([new DataStream("orders-logs", [], 1, null, true)]) } };

        Assert.Equal(CheckOutcome.Fail, input.Check(Direction.FailOver, "data-streams").Outcome);
    }

    [Theory]
    [InlineData(DefinitionKind.IndexTemplates, "index-templates")]
    [InlineData(DefinitionKind.ComponentTemplates, "component-templates")]
    [InlineData(DefinitionKind.LegacyTemplates, "legacy-templates")]
    [InlineData(DefinitionKind.LifecyclePolicies, "lifecycle-policies")]
    [InlineData(DefinitionKind.SnapshotPolicies, "snapshot-policies")]
    [InlineData(DefinitionKind.Pipelines, "pipelines")]
    [InlineData(DefinitionKind.SnapshotRepositories, "snapshot-repositories")]
    [InlineData(DefinitionKind.Roles, "roles")]
    public void Definitions_MissingOrDifferentOnTheOtherSide_WarnWithUpToFiveNames(DefinitionKind kind, string id)
    {
        Definition[] wanted = [.. "abcdefg".Select(name => new Definition($"{name}", "1", false)), new Definition("managed", "1", true), new Definition("same", "1", false)];
        var input = Input with
        {
            Home = Input.Home.WithDefinitions(kind, wanted),
            Away = Input.Away.WithDefinitions(kind, new Definition("same", "1", false), new Definition("g", "2", false), new Definition("more", "1", false)),
        };

        var check = input.Check(Direction.FailOver, id);

        Assert.Equal((CheckOutcome.Warn, "6 missing, 1 different"), (check.Outcome, check.Value));
        Assert.Contains("a, b, c, d, e and 1 more", check.Reason);
        Assert.Contains("Different: g.", check.Reason);
        // The other way round only what home lacks counts.
        Assert.Equal("1 missing, 1 different", input.Check(Direction.FailBack, id).Value);
        Assert.Equal(CheckOutcome.Unknown, (input with { Away = input.Away with { Definitions = input.Away.Definitions.SetItem(kind, Failed<IReadOnlyList<Definition>>()) } }).Check(Direction.FailOver, id).Outcome);
    }

    [Fact]
    public void Patterns_InEachState_AreNamedByTheirTrouble()
    {
        Assert.Equal("1 pattern, active", With([Pattern("p")]).Check(Direction.FailOver, "patterns").Value);
        Assert.Contains("Paused: p.", With([Pattern("p", active: false)]).Check(Direction.FailOver, "patterns").Reason);
        Assert.Contains("p and q can match the same index", With([Pattern("p"), Pattern("q", "orders-2*", active: false)]).Check(Direction.FailOver, "patterns").Reason);
        Assert.Equal(CheckOutcome.Pass, With([Pattern("p"), Pattern("q", "orders-2*", remote: "elsewhere")]).Check(Direction.FailOver, "patterns").Outcome);
    }

    [Theory]
    [InlineData("p", 5, CheckOutcome.Warn)]
    [InlineData("p", 11, CheckOutcome.Pass)]
    [InlineData("gone", 5, CheckOutcome.Pass)]
    public void Patterns_WithRecordedErrors_FailOnlyWhileTheyAreRecentAndTheirs(string pattern, int minutesAgo, CheckOutcome outcome)
    {
        var error = new AutoFollowError(pattern, "orders-1", Now.AddMinutes(-minutesAgo), ServerError.Bare(0, "no such remote"));

        Assert.Equal(outcome, With([Pattern("p")], error).Check(Direction.FailOver, "patterns").Outcome);
    }

    [Theory]
    [InlineData(59, true, CheckOutcome.Pass)]
    [InlineData(61, true, CheckOutcome.Warn)]
    [InlineData(1, false, CheckOutcome.Unknown)]
    public void CallsInFlight_WhenTheyHang_Warn(int seconds, bool complete, CheckOutcome outcome)
    {
        var tasks = new RunningTasks([new RunningTask("n", 1, "cluster:admin/xpack/ccr/put_follow", "", Now, TimeSpan.FromSeconds(seconds))], complete);

        Assert.Equal(outcome, (Input with { Away = Input.Away with { CallsInFlight = Known(tasks) } }).Check(Direction.FailOver, "calls-in-flight-away").Outcome);
    }

    private static Switchback.Elasticsearch.Readiness.ReadinessInput With(AutoFollowPattern[] patterns, params AutoFollowError[] errors) => Input with
    {
        Away = Input.Away with { Patterns = Known<IReadOnlyList<AutoFollowPattern>>(patterns), PatternStats = Known(new AutoFollowStats(0, 0, 0, errors, [])) },
    };

    private static Aged<IReadOnlyList<IndexFacts>> Indices(params IndexFacts[] indices) => Known<IReadOnlyList<IndexFacts>>(indices);

    private static IndexRules Rules(params (string Index, string[] Blocks)[] blocks) =>
        new(blocks.ToDictionary(index => index.Index, index => (IReadOnlyList<string>)index.Blocks), new Dictionary<string, TimeSpan>());
}
