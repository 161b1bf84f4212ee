using System.Text;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Tests.Rows;

/// <summary>Rows that are filled again and again must say what the last answer said, and nothing of those before.</summary>
public sealed class RowTests
{
    private const string Head = """{"auto_follow_stats":{"number_of_successful_follow_indices":1},"follow_stats":{"indices":[""";

    [Fact]
    public void FollowStats_FilledAgain_KeepNothingOfTheFillingBefore()
    {
        var (reader, rows) = (new FollowStatsReader(), new FollowStats());
        reader.Read(Body(
            Follower("a", """{"shard_id":0,"leader_index":"x","operations_read":7,"failed_write_requests":3,"read_exceptions":[{"from_seq_no":1,"retries":2,"exception":{"type":"t","reason":"r"}}],"time_since_last_read_millis":5,"fatal_exception":{"type":"f","reason":null}}"""),
            Follower("b", """{"shard_id":0},{"shard_id":1}""")), rows);
        Assert.True(rows.Shards[0].IsFatal);

        reader.Read(Body(Follower("c", """{"shard_id":4}""")), rows);

        var follower = Assert.Single(rows.Followers.ToArray());
        var shard = Assert.Single(rows.ShardsOf(follower).ToArray());
        Assert.Equal(("c", 4, 0), (follower.Index, shard.ShardId, shard.ReadErrorCount));
        Assert.Equal((FollowStats.Absent, FollowStats.Absent, FollowStats.Absent), (shard.FailedWriteRequests, shard.MillisSinceLastRead, shard[ShardNumber.OperationsRead]));
        Assert.Equal((null, null, null, null), (shard.FatalType, shard.ReadErrorType, shard.ReadErrorReason, shard.LeaderIndex));
    }

    [Fact]
    public void FollowStats_AfterABrokenAnswer_AreEmptyAndGoOn()
    {
        var (reader, rows) = (new FollowStatsReader(), new FollowStats());
        reader.Read(Body(Follower("a", """{"shard_id":0}""")), rows);

        Assert.ThrowsAny<Exception>(() => reader.Read(Body(Follower("a", """{"shard_id":0}"""), "{\"index\":"), rows));
        Assert.Equal(0, rows.FollowerCount);
        reader.Read(Body(Follower("b", """{"shard_id":0}""")), rows);

        Assert.Equal("b", Assert.Single(rows.Followers.ToArray()).Index);
    }

    [Fact]
    public void FollowStats_WithNamesThatComeGoAndMove_AlwaysSayTheAnswersNames()
    {
        var random = new Random(7);
        var (reader, rows) = (new FollowStatsReader(), new FollowStats());
        var names = Enumerable.Range(0, 40).Select(number => $"index-{number}").ToList();

        for (var round = 0; round < 300; round++)
        {
            if (random.Next(3) == 0) names.RemoveAt(random.Next(names.Count));
            if (random.Next(3) == 0 || names.Count < 5) names.Insert(random.Next(names.Count + 1), $"new-{round}-größe");
            reader.Read(Body([.. names.Select(name => Follower(name, """{"shard_id":0}"""))]), rows);
            Assert.Equal(names, rows.Followers.ToArray().Select(row => row.Index));
        }
    }

    [Fact]
    public void FollowStats_ReadTwice_GiveTheSameTexts()
    {
        var reader = new FollowStatsReader();
        var body = Body(Follower("a", """{"shard_id":0,"read_exceptions":[{"exception":{"type":"t","reason":"r"}}]}"""));

        var first = reader.Read(body, new FollowStats());
        var second = reader.Read(body, new FollowStats());

        Assert.Same(first.Followers[0].Index, second.Followers[0].Index);
        Assert.Same(first.Shards[0].ReadErrorReason, second.Shards[0].ReadErrorReason);
    }

    [Theory]
    [InlineData("{}", "auto_follow_stats")]
    [InlineData("""{"follow_stats":{"indices":[]}}""", "auto_follow_stats")]
    [InlineData("""{"auto_follow_stats":{},"follow_stats":{"indices":[{"shards":[]}]}}""", "follow_stats.indices[0].index")]
    [InlineData("""{"auto_follow_stats":{},"follow_stats":{"indices":[{"index":"a","shards":[{}]}]}}""", "shard_id")]
    [InlineData("""{"auto_follow_stats":{},"follow_stats":{"indices":[{"index":"a","index":"b","shards":[]}]}}""", "follow_stats.indices[0]")]
    [InlineData("""{"auto_follow_stats":{},"follow_stats":{"indices":[{"index":"a","shards":[{"shard_id":0,"shard_id":1}]}]}}""", "shards[]")]
    [InlineData("""{"auto_follow_stats":{},"follow_stats":{"indices":[{"index":"a","shards":[{"shard_id":0,"operations_read":1e3}]}]}}""", "shards[]")]
    public void FollowStats_ThatMakeNoSense_AreRefusedWithThePlace(string body, string where)
    {
        var refused = Assert.Throws<UnreadableException>(() => new FollowStatsReader().Read(Encoding.UTF8.GetBytes(body), new FollowStats()));

        Assert.Contains(where, refused.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_OfReplicasAndMovingShards_AreThoseOfThePrimary()
    {
        const string body = """
            {"_shards":{"total":4,"failed":1},"indices":{"i":{"uuid":"u","shards":{
              "0":[{"routing":{"state":"STARTED","primary":false},"seq_no":{"max_seq_no":1,"local_checkpoint":1,"global_checkpoint":1},"retention_leases":{"leases":[{"id":"x","source":"ccr"}]}},
                   {"seq_no":{"max_seq_no":9,"local_checkpoint":8,"global_checkpoint":7},"routing":{"state":"RELOCATING","primary":true},"retention_leases":{"leases":[{"id":"l","retaining_seq_no":7,"timestamp":5,"source":"ccr"},{"id":"p","source":"peer recovery"}]}}],
              "1":[{"routing":{"state":"INITIALIZING","primary":true},"seq_no":{"max_seq_no":5,"local_checkpoint":5,"global_checkpoint":5}}]}}}}
            """;

        var positions = new PositionsReader().Read(Encoding.UTF8.GetBytes(body), new Positions());

        var index = Assert.Single(positions.Indices.ToArray());
        var shard = Assert.Single(positions.ShardsOf(index).ToArray());
        Assert.Equal((0, 9L, 8L, 7L), (shard.ShardId, shard.MaxSeqNo, shard.LocalCheckpoint, shard.GlobalCheckpoint));
        Assert.Equal(new LeaseRow("l", 7, 5), Assert.Single(positions.LeasesOf(shard).ToArray()));
        Assert.Equal(1, positions.FailedCopies);
    }

    [Fact]
    public void Positions_OfIndicesThatComeGoMoveAndAreMadeAnew_AlwaysSayTheAnswersNamesAndUuids()
    {
        var random = new Random(7);
        var (reader, rows) = (new PositionsReader(), new Positions());
        var indices = Enumerable.Range(0, 40).Select(number => (Name: $"index-{number}", Uuid: (string?)$"uuid-{number}")).ToList();

        for (var round = 0; round < 300; round++)
        {
            if (random.Next(3) == 0) indices.RemoveAt(random.Next(indices.Count));
            if (random.Next(3) == 0 || indices.Count < 5) indices.Insert(random.Next(indices.Count + 1), ($"new-{round}-größe", $"uuid-new-{round}"));
            if (random.Next(3) == 0) indices[random.Next(indices.Count)] = ($"again-{round}", random.Next(2) == 0 ? null : $"uuid-again-{round}");
            var fields = indices.Select(index => $"\"{index.Name}\":{{\"uuid\":{(index.Uuid is null ? "null" : $"\"{index.Uuid}\"")},\"shards\":{{}}}}");
            reader.Read(Encoding.UTF8.GetBytes($"{{\"_shards\":{{\"failed\":0}},\"indices\":{{{string.Join(',', fields)}}}}}"), rows);
            Assert.Equal(indices, rows.Indices.ToArray().Select(row => (row.Name, row.Uuid)));
        }
    }

    private static string Follower(string name, string shards) => $$"""{"index":"{{name}}","shards":[{{shards}}]}""";

    private static byte[] Body(params string[] followers) => Encoding.UTF8.GetBytes(Head + string.Join(',', followers) + "]}}");
}
