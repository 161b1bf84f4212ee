using Switchback.Core.Fleet;
using Switchback.Dashboard.Api;
using Switchback.Dashboard.Pages.Links;
using Switchback.Dashboard.Tests.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Dashboard.Tests.Pages.Links;

public sealed class LinkViewTests
{
    private static readonly AutoFollowPattern Logs =
        new("logs", true, "clusterA", ["logs-*"], ["logs-x*"], "{{leader_index}}-copy", new FollowParameters(), new Dictionary<string, string?>());

    private static readonly RemoteInfo Remote = new("clusterA", true, "sniff", ["127.0.0.1:9300"], null, 1, true, false);

    private readonly SomeFacts _facts = new();

    [Fact]
    public void Patterns_BeforeTheFirstAnswer_AreAsked()
    {
        var view = AutoFollowView.Of(Some.Snapshot(), _facts);

        Assert.True(view.IsAsking);
        Assert.Empty(view.Notes);
    }

    [Fact]
    public void Patterns_None_AreNotTakenForUnasked()
    {
        _facts.Patterns = new Known<AutoFollowPattern>([], Some.Now, null);

        Assert.False(AutoFollowView.Of(Some.Snapshot(), _facts).IsAsking);
    }

    [Fact]
    public void Pattern_Active_CountsItsFollowersAndWhatItMissed()
    {
        _facts.Patterns = new Known<AutoFollowPattern>([Logs], Some.Now, null);

        var line = Assert.Single(AutoFollowView.Of(Snapshot(Of("logs-1", VerdictKind.Following), Of("logs-2", VerdictKind.Paused), Of("logs-3", VerdictKind.NotFollowed)), _facts).Lines);

        Assert.Equal(("Active", Grade.Fine, 2, 1, "logs-*", "logs-x*", "{{leader_index}}-copy"), (line.Word, line.Grade, line.Followers, line.Missed, line.Leaders, line.Excluded, line.Follower));
        Assert.Equal("/followers?query=cluster%3AclusterB%20pattern%3Alogs%20verdict%3Anot-followed", line.MissedQuery);
    }

    [Theory]
    [InlineData(false, "Paused", Grade.Resting)]
    [InlineData(true, "Failing", Grade.Risk)]
    public void Pattern_WithARecentError_SaysWhatTheClusterSaid(bool active, string word, Grade grade)
    {
        _facts.Patterns = new Known<AutoFollowPattern>([Logs with { Active = active }], Some.Now, null);
        _facts.Errors = new Known<AutoFollowError>([new AutoFollowError("logs", "logs-7", Some.Now, ServerError.Bare(0, "index already exists"))], Some.Now, null);

        var line = Assert.Single(AutoFollowView.Of(Some.Snapshot(), _facts).Lines);

        Assert.Equal((word, grade, "logs-7: index already exists"), (line.Word, line.Grade, line.Trouble));
    }

    [Fact]
    public void Patterns_OfAClusterThatFellSilent_StayWithANote()
    {
        _facts.Patterns = new Known<AutoFollowPattern>([Logs], Some.Now, "No answer.");

        var view = AutoFollowView.Of(Some.Snapshot(), _facts);

        Assert.Single(view.Lines);
        Assert.Equal("No answer. What you see of its patterns is what it said last.", Assert.Single(view.Notes).Sentence);
    }

    [Theory]
    [InlineData(true, "up", Grade.Fine, "Connected")]
    [InlineData(true, "silent", Grade.Risk, "Connected")]
    [InlineData(false, "up", Grade.Watch, "Not connected")]
    [InlineData(false, "down", Grade.Bad, "Not connected")]
    public void Remote_ConnectedOrNot_IsReadBesideWhatTheOtherSideSaysItself(bool connected, string other, Grade grade, string word)
    {
        _facts.Remotes = new Known<RemoteInfo>([Remote with { Connected = connected }], Some.Now, null);
        MemberLine line = other == "up" ? new MemberLine.Answering() : Some.NotAnswering(30, other == "silent");
        var snapshot = Snapshot(Of("logs-1", VerdictKind.Following)) with { Members = [Some.Member("clusterA", line), Some.Member("clusterB")] };

        var found = Assert.Single(RemotesView.Of(snapshot, _facts).Lines);

        Assert.Equal((grade, word, "clusterA", 1), (found.Grade, found.Word, found.LeadsTo, found.Followers));
    }

    [Fact]
    public void Remote_ThatNothingUses_NamesThePatternsThatWould()
    {
        _facts.Remotes = new Known<RemoteInfo>([Remote], Some.Now, null);
        _facts.Patterns = new Known<AutoFollowPattern>([Logs], Some.Now, null);

        var found = Assert.Single(RemotesView.Of(Some.Snapshot(), _facts).Lines);

        Assert.Equal(0, found.Followers);
        Assert.Equal(["logs"], found.Patterns);
    }

    private static FleetSnapshot Snapshot(params Item[] items) => Some.Snapshot(items);

    private static Item Of(string name, VerdictKind kind) => new()
    {
        Member = "clusterB",
        Name = name,
        Source = new Source("clusterA", name, "clusterA"),
        Verdict = new Verdict(kind),
        Rule = "logs",
    };

    private sealed class SomeFacts : IFleetFacts
    {
        public long Version => 1;

        public Known<AutoFollowPattern> Patterns { get; set; } = Known<AutoFollowPattern>.NotReadYet with { Problem = null };

        public Known<AutoFollowError> Errors { get; set; } = Known<AutoFollowError>.NotReadYet;

        public Known<RemoteInfo> Remotes { get; set; } = Known<RemoteInfo>.NotReadYet;

        public Known<AutoFollowPattern> PatternsOf(string cluster) => cluster == "clusterB" ? Patterns : Patterns with { Items = Patterns.Items is null ? null : [], Problem = null };

        public Known<AutoFollowError> PatternErrorsOf(string cluster) => cluster == "clusterB" ? Errors : Known<AutoFollowError>.NotReadYet;

        public Known<RemoteInfo> RemotesOf(string cluster) => cluster == "clusterB" ? Remotes : new Known<RemoteInfo>([], Some.Now, null);
    }
}
