using System.Text;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Tests.Support;

namespace Switchback.Elasticsearch.Tests.Recorded;

/// <summary>Every parser on every answer of its kind that two real clusters gave.</summary>
public sealed class RecordedParserTests
{
    /// <summary>Data streams came after the version that was recorded.</summary>
    private const string Unrecorded = "streams";

    public static TheoryData<string> Names => [.. Parsers.All.Select(parser => parser.Name).Where(name => name != Unrecorded)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_OnEachRecordedAnswerOfItsKind_ReadsIt(string name)
    {
        var parser = Parsers.All.Single(parser => parser.Name == name);
        var steps = Recordings.Steps.Where(step => (step.Status is 200 or 201 || (name == "health" && step.Status == 408)) && parser.Fits(step)).ToList();

        var faults = steps.Select(step => (step, Answer: parser.Run(step.Body)))
            .Where(run => run.Answer is Answer<object>.Failure)
            .Select(run => $"{run.step}: {run.Answer}");

        Assert.NotEmpty(steps);
        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_OnEachRecordedAnswerCutShort_SaysWhatIsWrong(string name)
    {
        var parser = Parsers.All.Single(parser => parser.Name == name);
        var step = Recordings.Steps.First(step => step.Status is 200 && parser.Fits(step));

        for (var length = 0; length < step.Body.Length; length += Math.Max(1, step.Body.Length / 200))
            Assert.IsType<Fault.Unreadable>(Assert.IsType<Answer<object>.Failure>(parser.Run(step.Body.AsMemory(0, length))).Fault);
    }

    [Fact]
    public void FollowStats_OfAFatalFollower_CarryBothExceptionsAndEveryNumber()
    {
        var stats = new FollowStatsReader().Read(Recordings.Step("fatal-history-gone", 19).Body, new FollowStats());

        var follower = Assert.Single(stats.Followers.ToArray());
        var shard = Assert.Single(stats.ShardsOf(follower).ToArray());
        Assert.Equal(("bar", "clusterA", "foo", 0), (follower.Index, shard.Remote, shard.LeaderIndex, shard.ShardId));
        Assert.Equal([9, 9, 9, 9, 9, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0], Enum.GetValues<ShardNumber>().Select(number => shard[number]));
        Assert.Equal((0L, 134L), (shard.FailedWriteRequests, shard.MillisSinceLastRead));
        Assert.Equal((1, 10L, 0L, "resource_not_found_exception"), (shard.ReadErrorCount, shard.ReadErrorFrom, shard.ReadErrorRetries, shard.ReadErrorType));
        Assert.True(shard.IsFatal);
        Assert.Equal("resource_not_found_exception", shard.FatalType);
        Assert.StartsWith("Operations are no longer available for replicating.", shard.FatalReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_OfALeader_CarryItsCheckpointsAndTheFollowersLeaseOnly()
    {
        // Our own filter asks for _shards too; the recorded one did not.
        var body = Encoding.UTF8.GetBytes("""{"_shards":{"total":1,"failed":0},""" + Recordings.Step("set-up-one-direction", 18).Text.TrimStart()[1..]);

        var positions = new PositionsReader().Read(body, new Positions());

        var index = Assert.Single(positions.Indices.ToArray());
        var shard = Assert.Single(positions.ShardsOf(index).ToArray());
        var lease = Assert.Single(positions.LeasesOf(shard).ToArray());
        Assert.Equal("${leader_uuid}", index.Uuid);
        Assert.Equal((0, shard.MaxSeqNo, shard.MaxSeqNo), (shard.ShardId, shard.LocalCheckpoint, shard.GlobalCheckpoint));
        Assert.True(shard.MaxSeqNo > 0);
        Assert.Equal(FollowStats.Absent, shard.IndexedTotal);
        Assert.Equal(index.Name, lease.Parts()!.LeaderIndex);
        Assert.True(lease.RenewedAt.Year == 2026);
    }

    [Fact]
    public void FollowMetadata_OfAFollower_NamesItsLeader()
    {
        var metadata = SelfReader.FollowMetadata(Recordings.Step("set-up-one-direction", 17).Body)["kibana_sample_data_ecommerce2"];

        Assert.Equal(("clusterA", "kibana_sample_data_ecommerce", "${leader_uuid}", true), (metadata.Remote, metadata.LeaderIndex, metadata.LeaderUuid, metadata.IsOpen));
        Assert.Equal(["NxUZa4CwQsaaaZ4e9qOKhg"], metadata.LeaderHistoryUuids);
    }

    [Fact]
    public void Tasks_WithCallsThatHang_ListThemUntilTheyEnd()
    {
        var hanging = SelfReader.Tasks(Recordings.Step("leader-freezes", 36).Body);
        var after = SelfReader.Tasks(Recordings.Step("leader-freezes", 41).Body);

        Assert.Equal(
            ["cluster:admin/xpack/ccr/resume_follow", "indices:admin/xpack/ccr/put_follow", "indices:admin/xpack/ccr/unfollow"],
            hanging.Tasks.Select(task => task.Action).Order(StringComparer.Ordinal));
        Assert.True(hanging.IsComplete);
        Assert.Empty(after.Tasks);
    }

    [Fact]
    public void Info_OfAnActiveFollower_CarriesTheTenParametersAsTheyWouldBeSentBack()
    {
        var step = Recordings.Steps.First(step => step.Path == "/bar/_ccr/info" && step.Text.Contains("active") && step.Text.Contains("9223372036854775807b"));

        var info = Assert.Single(FollowReader.Infos(step.Body));

        Assert.Equal(FollowerStatus.Active, info.Status);
        Assert.Equal(10, info.Parameters!.Given().Count());
        Assert.Equal(Wire.FollowParameters.Defaults, info.Parameters);
    }

    [Fact]
    public void AutoFollowStats_WithAnError_TellPatternFromIndex()
    {
        var error = Assert.Single(FollowReader.AutoFollowStats(Recordings.Step("auto-follow", 30).Body).RecentErrors);

        Assert.Equal(("p", "logs-new2", "snapshot_restore_exception"), (error.Pattern, error.Index, error.Error.Type));
    }
}
