using Switchback.Core.Fleet;
using Switchback.Dashboard.Pages.Followers.Detail;
using Switchback.Dashboard.Tests.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Dashboard.Tests.Pages.Followers;

public sealed class FollowerDetailTests
{
    private static readonly FollowParameters Tuned = new() { MaxOutstandingReadRequests = 24 };

    [Theory]
    [InlineData(Remedy.None, "")]
    [InlineData(Remedy.Wait, "")]
    [InlineData(Remedy.FailOver, "")]
    [InlineData(Remedy.Restart, "POST /orders2/_ccr/pause_follow | POST /orders2/_ccr/resume_follow {\"max_outstanding_read_requests\":24}")]
    [InlineData(Remedy.Resume, "POST /orders2/_ccr/resume_follow {\"max_outstanding_read_requests\":24}")]
    [InlineData(Remedy.Open, "POST /orders2/_open")]
    [InlineData(Remedy.OpenAndResume, "POST /orders2/_open | POST /orders2/_ccr/resume_follow {\"max_outstanding_read_requests\":24}")]
    [InlineData(Remedy.Recreate, "POST /orders2/_ccr/pause_follow | POST /orders2/_close | PUT /orders2/_ccr/follow?wait_for_active_shards=1 {\"remote_cluster\":\"clusterA\",\"leader_index\":\"orders\",\"max_outstanding_read_requests\":24}")]
    [InlineData(Remedy.Unblock, "PUT /orders2/_settings {\"index.blocks.write\":\"false\"}")]
    [InlineData(Remedy.RepairSource, "POST /orders/_open")]
    public void ManualCalls_OfARemedy_AreTheRequestsThemselves(Remedy remedy, string expected)
    {
        var item = Some.Item(verdict: new Verdict(VerdictKind.Failed, Remedy: remedy));

        Assert.Equal(expected, string.Join(" | ", ManualCalls.Of(item, Tuned).Select(call => call.Text.Replace("\n", " ", StringComparison.Ordinal))));
    }

    [Fact]
    public void ManualCalls_ToRepairALeader_GoToItsCluster()
    {
        var item = Some.Item(verdict: new Verdict(VerdictKind.ReadErrors, Remedy: Remedy.RepairSource));

        Assert.Equal("clusterA", Assert.Single(ManualCalls.Of(item, Tuned)).Cluster);
    }

    [Fact]
    public void Parameters_ChangedAndNot_AreToldApartWhateverTheirUnits()
    {
        var parameters = new FollowParameters { MaxOutstandingReadRequests = 24, MaxReadRequestSize = "32768kb", MaxWriteRequestSize = "9223372036854775807b", MaxWriteBufferCount = int.MaxValue, ReadPollTimeout = "60s", MaxRetryDelay = "10s" };

        var rows = ParameterRows.Of(ParameterRows.Fields(parameters));

        Assert.Equal(
            ["max outstanding read requests: 24, 12, True", "max read request size: 32 MB, 32 MB, False", "max write request size: no limit, no limit, False",
                "max write buffer count: no limit, no limit, False", "max retry delay: 10s, 500ms, True", "read poll timeout: 60s, 1m, False"],
            rows.Select(row => $"{row.Label}: {row.Value}, {row.Default}, {row.IsChanged}"));
    }

    [Fact]
    public void Parameters_RememberedByName_AreReadAsTheyWereSent()
    {
        var all = FollowParameters.Defaults.Given().ToDictionary(field => field.Name, field => field.Value);

        Assert.Equal(FollowParameters.Defaults, ParameterRows.Read(all));
    }

    [Fact]
    public void Settings_ThatAlwaysDiffer_AreLeftOut()
    {
        var here = new Dictionary<string, string> { ["index.uuid"] = "a", ["index.number_of_replicas"] = "0", ["index.xpack.ccr.following_index"] = "true", ["index.codec"] = "best" };
        var there = new Dictionary<string, string> { ["index.uuid"] = "b", ["index.number_of_replicas"] = "1", ["index.codec"] = "best", ["index.hidden"] = "true" };

        Assert.Equal([new SettingRow("index.hidden", null, "true"), new SettingRow("index.number_of_replicas", "0", "1")], SettingRows.Of(here, there));
    }

    [Fact]
    public void Shards_OfBothSides_ShowTheOneThatIsStuck()
    {
        var reading = FollowerReading.Asking with
        {
            Tasks = Heard<IReadOnlyList<ShardTask>>([Task(0), Task(1) with { FatalType = "resource_not_found_exception", FatalReason = "gone" }, Task(2) with { ReadErrorType = "no_such_remote_cluster_exception" }]),
            Own = Heard<IReadOnlyList<ShardSpot>>([new(0, 9, 9, []), new(1, 4, 4, []), new(2, 9, 9, [])]),
            Leader = Heard<IReadOnlyList<ShardSpot>>([new(0, 9, 9, []), new(1, 99, 99, []), new(2, 9, 9, [])]),
        };

        Assert.Equal(["0 In step 10 10 0", "1 Failed 100 5 95", "2 Read errors 10 10 0"], ShardRows.Of(reading).Select(row => $"{row.Shard} {row.Word} {row.Leader} {row.Follower} {row.Lag}"));
        Assert.Equal(new Cause("resource_not_found_exception", "gone"), ShardRows.Of(reading)[1].Said);
    }

    [Fact]
    public void Shards_WithASideThatDoesNotAnswer_HaveNoLag()
    {
        var reading = FollowerReading.Asking with
        {
            Own = Heard<IReadOnlyList<ShardSpot>>([new(0, 9, 9, [])]),
            Leader = Heard<IReadOnlyList<ShardSpot>>([new(0, 9, 9, [])]).Failed(new Fault.Unreachable("refused"), TimeSpan.FromSeconds(4)),
        };

        var row = Assert.Single(ShardRows.Of(reading));
        Assert.Equal((null, 10L, 10L, "Not known"), (row.Lag, row.Leader, row.Follower, row.Word));
    }

    [Fact]
    public void Flyout_OfAPausedFollower_SaysWhatItFollowedWithAndWhatTheClockMeans()
    {
        var item = new Item
        {
            Member = "clusterB",
            Name = "orders2",
            Source = new Source("toA", "orders", "clusterA"),
            Verdict = new Verdict(VerdictKind.Paused, "Nothing is read.", Remedy: Remedy.Resume),
            Lag = new Lag(60, TimeSpan.FromMinutes(5)),
            KeptUntil = Some.Now.AddHours(3),
            Bytes = 41L << 30,
        };
        var reading = FollowerReading.Asking with { Remembered = new Dictionary<string, string> { ["max_outstanding_read_requests"] = "24" } };

        var view = new FollowerFlyoutView(item, Some.Snapshot(item), reading, Some.Now, TimeProvider.System);

        Assert.True(view.AreParametersRemembered);
        Assert.Equal("24", Assert.Single(view.ParameterList).Value);
        Assert.Contains("\"max_outstanding_read_requests\":24", Assert.Single(view.Calls).Text, StringComparison.Ordinal);
        var facts = view.Facts().ToDictionary(fact => fact.Label, fact => fact.Text);
        Assert.Equal("orders on clusterA (remote toA)", facts["Follows"]);
        Assert.Equal("60 operations", facts["Missing here"]);
        Assert.StartsWith("kept 3 h 0 min, until ", facts["Lease clock"], StringComparison.Ordinal);
        Assert.EndsWith("try to resume first; if that fails, recreate (a copy of about 41 GB).", facts["Lease clock"], StringComparison.Ordinal);
        Assert.Equal("asking …", view.Age(reading.Tasks));
    }

    private static Part<T> Heard<T>(T value)
        where T : class => Part<T>.Asking.Next(value, Some.Now);

    private static ShardTask Task(int shard) => new(shard, TimeSpan.FromSeconds(2), null, null, null, null, 0, 0, 10, 1000);
}
