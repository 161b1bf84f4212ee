using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Operations.Steps;

/// <summary>What an answer becomes in a run: words with a remedy, the cluster's own beside them, and whether it is worth trying again.</summary>
public sealed class OutcomeWordTests
{
    private static readonly StepTiming Timing = new();

    [Theory]
    [InlineData("resource_already_exists_exception", "task with id {x-0} already exist", "pause it first")]
    [InlineData("snapshot_restore_exception", "[_ccr_a:_latest_/_latest_] cannot restore index [bar] because an open index with same name already exists in the cluster. Either", "resume it")]
    [InlineData("no_such_remote_cluster_exception", "no such remote cluster: [a]", "remote_cluster_client")]
    [InlineData("status_exception", "can not fetch remote index [a:foo] metadata as the license state of the remote cluster [a] could not be determined", "remote connects")]
    [InlineData("illegal_argument_exception", "cannot close the following data stream write indices [.ds-x]", "roll it over")]
    [InlineData("illegal_argument_exception", "Cannot close indices that are being restored: [[big/x]]", "delete it")]
    [InlineData("security_exception", "action [indices:admin/open] is unauthorized for user [operator]", "Grant it")]
    [InlineData("illegal_argument_exception", "follow index [bar] should reference [x] as leader index but instead reference [y] as leader index", "recreate")]
    [InlineData("illegal_argument_exception", "leader shard [bar][0] should reference [x] as history uuid but instead reference [y] as history uuid", "recreate")]
    [InlineData("illegal_argument_exception", "cannot convert the follower index [bar] to a non-follower, because it has not been closed", "Close it")]
    public void KnownError_InWords_SaysWhatToDo(string type, string reason, string remedy)
    {
        var error = new ServerError(400, type, reason, ServerError.NoMetadata, null);

        var outcome = Assert.IsType<CallOutcome.Rejected>(Sending.Rejected(new Fault.Refused(error), Timing));

        Assert.Contains(remedy, outcome.Why);
        Assert.DoesNotContain(reason, outcome.Why);
        Assert.Equal($"400 {type}: {reason}", outcome.Raw);
        Assert.Null(outcome.After);
    }

    [Fact]
    public void SettingsThatDiffer_InWords_AreNamedAlone()
    {
        var error = new ServerError(400, "illegal_argument_exception",
            """the leader index settings [{"index.a":"1","index.lifecycle.indexing_complete":"true"}] and follower index settings [{"index.a":"1"}] must be identical""", ServerError.NoMetadata, null);

        var why = Assert.IsType<CallOutcome.Rejected>(Sending.Rejected(new Fault.Refused(error), Timing)).Why;

        Assert.Contains("index.lifecycle.indexing_complete is true on the leader and not set on the follower.", why);
        Assert.DoesNotContain("index.a", why);
        Assert.Null(SettingsDifference.Say("the leader index settings [{a=1}] and follower index settings [{a=2}] must be identical"));
    }

    [Theory]
    [InlineData("no index stats available for the leader index")]
    [InlineData("leader index's commit stats are missing")]
    public void LeaderJustBack_OnResumeAndOnFollow_IsTriedAgain(string reason)
    {
        var fault = new Fault.Refused(new ServerError(400, "illegal_argument_exception", reason, ServerError.NoMetadata, null));

        Assert.Equal(Timing.TryAgain, Assert.IsType<CallOutcome.Rejected>(Sending.Rejected(fault, Timing)).After);
        Assert.Equal(Timing.TryAgain, Assert.IsType<CallOutcome.Rejected>(Sending.Unknown(fault, [], Timing)).After);
    }

    [Fact]
    public void TooManyRequests_WithAndWithoutAHint_AreBusyAndTriedAgain()
    {
        var error = ServerError.Bare(429, "");

        Assert.Equal((TimeSpan.FromSeconds(7), true), After(new Fault.TooManyRequests(TimeSpan.FromSeconds(7), error)));
        Assert.Equal((Timing.TryAgain, true), After(new Fault.TooManyRequests(null, error)));
        Assert.Equal((Timing.TryAgain, false), After(new Fault.Unreachable("x refuses connections")));
        Assert.Equal((null, false), After(new Fault.WatchOnly("clusterB")));
    }

    [Fact]
    public void Unfollowed_WithLeasesLeftBehind_SaysSoAndOwesThem()
    {
        var lease = RetentionLeaseId.Parse("clusterB/bar/u-following-clusterA/foo/v")!;
        var error = new ServerError(500, "exception", "ConnectTransportException[...]", new Dictionary<string, IReadOnlyList<string>> { [ErrorTypes.FailedToRemoveLeases] = [lease.ToString()] }, null);

        var outcome = Assert.IsType<CallOutcome.Unknown>(Sending.Unknown(new Fault.Failed(error), [lease, lease], Timing));

        Assert.StartsWith("It is unfollowed.", outcome.Why);
        Assert.Equal([lease.ToString()], outcome.Owes);
    }

    [Theory]
    [InlineData("illegal_state_exception", "Unable to open any connections to remote cluster [a]", "nothing is lost")]
    [InlineData("resource_not_found_exception", "Operations are no longer available for replicating. Existing", "recreate")]
    [InlineData("mapper_parsing_exception", "something new", "if it fails again")]
    public void FatalTasks_InWords_OfferTheCheapestRemedyFirst(string type, string reason, string remedy) =>
        Assert.Contains(remedy, KnownErrors.OfFatal(new ServerError(0, type, reason, ServerError.NoMetadata, null)).Remedy);

    [Theory]
    [InlineData("max_read_request_size", "1024k", "1mb", true)]
    [InlineData("max_read_request_size", "1.5kb", "1536b", true)]
    [InlineData("max_read_request_size", "32mb", "33mb", false)]
    [InlineData("read_poll_timeout", "60s", "1m", true)]
    [InlineData("read_poll_timeout", "61s", "1m", false)]
    public void Parameters_WrittenOtherwise_AreTheSameIfTheyMeanTheSame(string name, string wanted, string actual, bool same)
    {
        static FollowParameters Of(string name, string value) => name == "read_poll_timeout" ? new() { ReadPollTimeout = value } : new() { MaxReadRequestSize = value };

        Assert.Equal(same, ParameterMatch.Differing(Of(name, wanted), Of(name, actual)).Count == 0);
    }

    [Fact]
    public void Sights_OfAClusterState_TellStateUuidLeaderAndTheWorstPrimary()
    {
        var sights = SightReader.Read("""
            {"cluster_uuid":"c","metadata":{"cluster_uuid":"c","indices":{
              "bar":{"state":"open","settings":{"index":{"uuid":"u1"}},"ccr":{"remote_cluster_name":"a","leader_index_name":"foo","leader_index_uuid":"l1","leader_index_shard_history_uuids":"h1,h2"}},
              "red":{"state":"open","settings":{"index":{"uuid":"u2"}}},
              "shut":{"state":"close","settings":{"index":{"uuid":"u3"}}}}},
             "routing_table":{"indices":{
              "bar":{"shards":{"0":[{"state":"UNASSIGNED","primary":false},{"state":"STARTED","primary":true}],"1":[{"state":"INITIALIZING","primary":true}]}},
              "red":{"shards":{"0":[{"state":"STARTED","primary":true}],"1":[{"state":"UNASSIGNED","primary":true,"unassigned_info":{"allocation_status":"deciders_no"}}]}}}}}
            """u8.ToArray());

        Assert.Equal((IndexState.Open, "u1", "l1", PrimariesState.Waiting, 2), (sights["bar"].State, sights["bar"].Uuid, sights["bar"].Follows!.LeaderUuid, sights["bar"].Primaries, sights["bar"].PrimaryCount));
        Assert.Equal((PrimariesState.Failed, null), (sights["red"].Primaries, sights["red"].Follows));
        Assert.Equal((IndexState.Closed, PrimariesState.Unknown), (sights["shut"].State, sights["shut"].Primaries));
        Assert.Empty(SightReader.Read("""{"cluster_uuid":"c","metadata":{"cluster_uuid":"c"}}"""u8.ToArray()));
        Assert.Throws<UnreadableException>(() => SightReader.Read("{}"u8.ToArray()));
    }

    private static (TimeSpan? After, bool TooBusy) After(Fault fault) =>
        Assert.IsType<CallOutcome.Rejected>(Sending.Rejected(fault, Timing)) is var rejected ? (rejected.After, rejected.TooBusy) : default;
}
