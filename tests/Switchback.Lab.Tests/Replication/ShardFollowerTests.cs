using Switchback.Lab.Http;
using Switchback.Lab.Replication;
using Switchback.Lab.Units;

namespace Switchback.Lab.Tests.Replication;

/// <summary>How one follow task reads, buffers, writes, retries and ends. Every operation counts for 100 bytes here.</summary>
public sealed class ShardFollowerTests
{
    private readonly ScriptedWork _work = new();

    [Fact]
    public void Start_LevelWithTheLeader_PollsOnceAfterMappingSettingsAndAliases()
    {
        var follower = Start(at: 9);

        Assert.Equal(["mapping", "settings", "aliases"], _work.Synced);
        var poll = Assert.Single(_work.Reads);
        Assert.Equal((10, 5120), (poll.From, poll.MaxOperations));
        Assert.Equal((9, 9, 9, 1), (follower.Status.LeaderGlobalCheckpoint, follower.Status.FollowerGlobalCheckpoint,
            follower.Status.LastRequestedSeqNo, follower.Status.OutstandingReads));
    }

    [Fact]
    public void Poll_NothingNew_IsCountedNowhereAndMadeAgain()
    {
        var follower = Start(at: 9);

        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(10, 0, checkpoint: 9));

        Assert.Equal(2, _work.Reads.Count);
        Assert.Equal((0, 0, 0), (follower.Status.SuccessfulReads, follower.Status.ReadMillis, follower.Status.OperationsRead));
    }

    [Fact]
    public void Read_MoreToCome_AsksInParallelUpToTheLimitInRangesOfTheGivenCount()
    {
        var follower = Start(new FollowParameters { MaxReadRequestOperationCount = 10, MaxOutstandingReadRequests = 3 });

        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 10, checkpoint: 99));

        Assert.Equal([(10, 10), (20, 10), (30, 10)], _work.Reads.Skip(1).Select(read => ((int)read.From, read.MaxOperations)));
        Assert.Equal((3, 39), (follower.Status.OutstandingReads, follower.Status.LastRequestedSeqNo));
    }

    [Fact]
    public void Read_AnsweredInPart_TheRestIsAskedForAgainBeforeAnythingNew()
    {
        Start(new FollowParameters { MaxReadRequestOperationCount = 10, MaxOutstandingReadRequests = 2 });
        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 10, checkpoint: 49));

        _work.Reads[1].Answer.SetResult(ScriptedWork.Changes(10, 4, checkpoint: 49));

        Assert.Equal((14, 6), ((int)_work.Reads[^1].From, _work.Reads[^1].MaxOperations));
    }

    [Theory]
    [InlineData(5, long.MaxValue)]
    [InlineData(int.MaxValue, 500)]
    public void Buffer_Full_ReadsStopUntilAWriteMakesRoom(int count, long bytes)
    {
        var follower = Start(new FollowParameters
        {
            MaxWriteBufferCount = count,
            MaxWriteBufferSize = ByteSize.OfBytes(bytes),
            MaxOutstandingWriteRequests = 1,
            MaxWriteRequestOperationCount = 1,
        });

        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 6, checkpoint: 99));
        Assert.Equal((5, 500, 0, 1), (follower.Status.BufferedOperations, follower.Status.BufferedBytes, follower.Status.OutstandingReads, _work.Reads.Count));

        _work.Writes[0].Answer.SetResult(new ShardPosition(0, 0));
        Assert.Equal((4, 2), (follower.Status.BufferedOperations, _work.Reads.Count));
    }

    [Theory]
    [InlineData(3, long.MaxValue, new[] { 3, 3, 2 })]
    // The operation that reaches the size still goes along.
    [InlineData(100, 250, new[] { 3, 3, 2 })]
    [InlineData(100, long.MaxValue, new[] { 8 })]
    public void Writes_AreCutByCountAndSize(int count, long bytes, int[] batches)
    {
        Start(new FollowParameters { MaxWriteRequestOperationCount = count, MaxWriteRequestSize = ByteSize.OfBytes(bytes) });

        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 8, checkpoint: 7));

        Assert.Equal(batches, _work.Writes.Select(write => write.Operations.Count));
    }

    [Fact]
    public void Writes_NoMoreAtATimeThanAllowed()
    {
        var follower = Start(new FollowParameters { MaxWriteRequestOperationCount = 1, MaxOutstandingWriteRequests = 2 });

        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 5, checkpoint: 4));

        Assert.Equal((2, 2, 3), (_work.Writes.Count, follower.Status.OutstandingWrites, follower.Status.BufferedOperations));
    }

    [Fact]
    public void Write_Done_MovesTheFollowerAndCounts()
    {
        var follower = Start();
        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 5, checkpoint: 4));

        _work.Writes[0].Answer.SetResult(new ShardPosition(4, 4));

        var status = follower.Status;
        Assert.Equal((4, 4, 5, 1, 0), (status.FollowerGlobalCheckpoint, status.FollowerMaxSeqNo, status.OperationsWritten, status.SuccessfulWrites, status.OutstandingWrites));
        Assert.Equal((5, 500, 1, 3), (status.OperationsRead, status.BytesRead, status.SuccessfulReads, status.ReadRemoteMillis));
    }

    [Fact]
    public void Read_Fails_IsRetriedWithTheFailureShownUntilTheSameRangeSucceeds()
    {
        var follower = Start(at: 9);
        _work.Reads[0].Answer.SetException(Refused());
        _work.Wake();
        _work.Reads[1].Answer.SetException(Refused());

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], _work.Delays);
        var (from, failure) = Assert.Single(follower.Status.ReadFailures);
        Assert.Equal((10, 2, 2, 1), (from, failure.Retries, follower.Status.FailedReads, follower.Status.OutstandingReads));

        _work.Wake();
        _work.Reads[2].Answer.SetResult(ScriptedWork.Changes(10, 0, checkpoint: 9));
        Assert.Empty(follower.Status.ReadFailures);
        Assert.Equal(2, follower.Status.FailedReads);
    }

    [Fact]
    public void Read_FailsForGood_StandsStillWithBothExceptionsAndEndsOnce()
    {
        var ended = 0;
        var follower = Start(at: 9, ended: () => ended++);
        _work.Reads[0].Answer.SetException(Refused());
        _work.Wake();

        _work.Reads[1].Answer.SetException(Errors.IndexNotFoundBare("foo"));

        Assert.Equal("index_not_found_exception", follower.Status.Fatal?.Type);
        Assert.Equal((1, 1, 1), (follower.Status.ReadFailures[10].Retries, follower.Status.OutstandingReads, ended));
        follower.Stop();
        Assert.Equal((2, 1), (_work.Reads.Count, ended));
    }

    [Fact]
    public void Write_Fails_IsRetriedAndShowsOnlyAsACount()
    {
        var follower = Start();
        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 2, checkpoint: 1));

        _work.Writes[0].Answer.SetException(new ElasticException(403, "cluster_block_exception", "blocked"));
        _work.Wake();

        Assert.Equal((2, 1, 1), (_work.Writes.Count, follower.Status.FailedWrites, follower.Status.OutstandingWrites));
        Assert.Empty(follower.Status.ReadFailures);
        Assert.Equal(_work.Writes[0].Operations, _work.Writes[1].Operations);
    }

    [Fact]
    public void Locate_ShardNotThereYet_TriesAgainAfterMaxRetryDelay()
    {
        _work.LocateFailures.Enqueue(new ElasticException(404, "shard_not_found_exception", "no such shard"));

        var follower = Start(new FollowParameters { MaxRetryDelay = new TimeText(7, "s") }, at: 3);
        Assert.Null(follower.Status.LastRead);
        Assert.Equal([TimeSpan.FromSeconds(7)], _work.Delays);

        _work.Wake();
        Assert.Equal(3, follower.Status.FollowerGlobalCheckpoint);
    }

    [Fact]
    public void Changes_OfANewerMappingAndSettings_AreSyncedBeforeTheOperationsAreWritten()
    {
        var follower = Start();
        _work.Synced.Clear();
        (_work.MappingVersion, _work.SettingsVersion) = (4, 3);

        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 1, checkpoint: 0, mapping: 4, settings: 3));

        Assert.Equal(["settings", "mapping"], _work.Synced);
        Assert.Equal((4, 3), (follower.Status.MappingVersion, follower.Status.SettingsVersion));
        Assert.Single(_work.Writes);
    }

    [Fact]
    public void Stop_WhileReading_TakesNothingOfTheAnswer()
    {
        var follower = Start();

        follower.Stop();
        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 5, checkpoint: 4));

        Assert.Empty(_work.Writes);
        Assert.Equal(0, follower.Status.OperationsRead);
    }

    [Fact]
    public void ReadFailures_AreNeverMoreThanReadsAtATime()
    {
        var follower = Start(new FollowParameters { MaxReadRequestOperationCount = 1, MaxOutstandingReadRequests = 2 });
        _work.Reads[0].Answer.SetResult(ScriptedWork.Changes(0, 1, checkpoint: 9));

        foreach (var read in _work.Reads.Skip(1).ToList()) read.Answer.SetException(Refused());

        Assert.Equal([1L, 2L], follower.Status.ReadFailures.Keys);
    }

    private static ElasticException Refused() => Transport.TransportErrors.ConnectRefused("127.0.0.1:9300");

    private ShardFollower Start(FollowParameters? parameters = null, long at = -1, Action? ended = null)
    {
        _work.Position = new ShardPosition(at, at);
        var follower = new ShardFollower(_work, parameters ?? FollowParameters.Default, _ => 100);
        follower.Ended += ended;
        follower.Start();
        return follower;
    }
}
