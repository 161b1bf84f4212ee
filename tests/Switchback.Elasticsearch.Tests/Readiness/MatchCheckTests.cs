using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Readiness;
using static Switchback.Elasticsearch.Tests.Readiness.HealthyPair;

namespace Switchback.Elasticsearch.Tests.Readiness;

/// <summary>What must hold between the sides: identities, versions and remotes.</summary>
public sealed class MatchCheckTests
{
    [Theory]
    [InlineData("uuid-b", CheckOutcome.Pass)]
    [InlineData("uuid-a", CheckOutcome.Fail)]
    [InlineData(null, CheckOutcome.Unknown)]
    public void Identity_OfTheTwoSides_MustDiffer(string? uuid, CheckOutcome outcome)
    {
        var away = Input.Away with { Identity = Known(Input.Away.Identity.Value! with { ClusterUuid = uuid }) };

        Assert.Equal(outcome, (Input with { Away = away }).Check(Direction.FailOver, "identity").Outcome);
    }

    [Theory]
    [InlineData("9.2.1", "9.2.1", CheckOutcome.Pass, CheckOutcome.Pass)]
    // Away is newer: it follows home, home can never follow it.
    [InlineData("9.2.1", "9.2.2", CheckOutcome.Warn, CheckOutcome.Fail)]
    // Home is newer: it can copy back, and is then not followed.
    [InlineData("9.3.0", "9.2.9", CheckOutcome.Warn, CheckOutcome.Warn)]
    [InlineData("9.2.1 9.2.2", "9.2.2", CheckOutcome.Warn, CheckOutcome.Fail)]
    [InlineData("9.2.1 9.2.2", "9.2.1 9.2.2", CheckOutcome.Warn, CheckOutcome.Fail)]
    [InlineData("nonsense", "9.2.1", CheckOutcome.Unknown, CheckOutcome.Unknown)]
    [InlineData("", "9.2.1", CheckOutcome.Unknown, CheckOutcome.Unknown)]
    public void Versions_OfHomeAndAway_AreJudgedByWhoWouldFollow(string home, string away, CheckOutcome over, CheckOutcome back)
    {
        var input = Input with { Home = Input.Home with { Nodes = Nodes(home) }, Away = Input.Away with { Nodes = Nodes(away) } };

        Assert.Equal((over, back), (input.Check(Direction.FailOver, "version").Outcome, input.Check(Direction.FailBack, "version").Outcome));
    }

    [Fact]
    public void Remote_ByAddressConnected_PassesWhateverItIsCalled()
    {
        var input = Input with { Home = Input.Home with { Remotes = Known<IReadOnlyList<RemoteInfo>>([Remote("dr", "10.0.0.2:9300")]) } };

        Assert.Equal(CheckOutcome.Pass, input.Check(Direction.FailBack, "remote-home-to-away").Outcome);
    }

    [Fact]
    public void Remote_ByItsNameAlone_Warns()
    {
        var input = Input with { Home = Input.Home with { Remotes = Known<IReadOnlyList<RemoteInfo>>([Remote("CLUSTERB", "gateway:9400")]) } };

        var check = input.Check(Direction.FailBack, "remote-home-to-away");

        Assert.Equal(CheckOutcome.Warn, check.Outcome);
        Assert.Contains("Only its name", check.Reason);
    }

    [Fact]
    public void Remote_ThatIsMissing_FailsOnlyTheWayBackAndGivesTheCall()
    {
        var input = Input with { Home = Input.Home with { Remotes = Known<IReadOnlyList<RemoteInfo>>([Remote("else", "10.0.0.9:9300")]) } };

        var check = input.Check(Direction.FailBack, "remote-home-to-away");

        Assert.Equal(CheckOutcome.Fail, check.Outcome);
        Assert.Equal("# clusterA\nPUT /_cluster/settings?flat_settings=true\n{\"persistent\":{\"cluster.remote.clusterB.seeds\":\"10.0.0.2:9300\"}}", check.Manual);
        Assert.Equal(CheckOutcome.Warn, input.Check(Direction.FailOver, "remote-home-to-away").Outcome);
    }

    [Fact]
    public void Remote_NotConnected_IsAHintToPokeWhileTheOtherSideItselfAnswers()
    {
        var input = Input with { Home = Input.Home with { Remotes = Known<IReadOnlyList<RemoteInfo>>([Remote("clusterB", "10.0.0.2:9300", connected: false)]) } };

        var answering = input.Check(Direction.FailBack, "remote-home-to-away");
        Assert.Equal(CheckOutcome.Warn, answering.Outcome);
        Assert.StartsWith("clusterB answers", answering.Reason);
        Assert.StartsWith("# clusterA\nGET /clusterB:switchback-poke-*/_search", answering.Manual);

        var silent = (input with { Away = Input.Away.FallenSilent(), AwayMember = Silent("clusterB") }).Check(Direction.FailBack, "remote-home-to-away");
        Assert.Contains("does not answer us either", silent.Reason);
    }

    [Fact]
    public void Remote_ThatCouldNotBeRead_IsUnknown() => Assert.Equal(
        CheckOutcome.Unknown, (Input with { Home = Input.Home with { Remotes = Failed<IReadOnlyList<RemoteInfo>>() } }).Check(Direction.FailBack, "remote-home-to-away").Outcome);

    private static Aged<IReadOnlyList<NodeFacts>> Nodes(string versions) => Known<IReadOnlyList<NodeFacts>>(
        [.. versions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((version, i) => new NodeFacts($"n{i}", $"node-{i}", version, "10.0.0.9:9300", ["data"]))]);

    private static RemoteInfo Remote(string alias, string address, bool connected = true) => new(alias, connected, "sniff", [address], null, connected ? 1 : 0, true, false);
}
