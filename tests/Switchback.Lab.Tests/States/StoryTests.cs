namespace Switchback.Lab.Tests.States;

/// <summary>Contract 3.5: what the columns of a shard's stats become after each event.</summary>
public sealed class StoryTests(StateLabs labs) : IClassFixture<StateLabs>
{
    private const string Frozen = "leader_global_checkpoint=2;follower_global_checkpoint=2;last_requested_seq_no=2;outstanding_read_requests=1;operations_read=3;";

    private static readonly Dictionary<string, (int Documents, string[] Events, string Columns)> Stories = new()
    {
        ["empty, idle"] = (0, [], "leader_global_checkpoint=-1;follower_global_checkpoint=-1;last_requested_seq_no=-1;outstanding_read_requests=1;read_exceptions=[];"
            + "successful_read_requests=0;failed_read_requests=0;operations_read=0;operations_written=0;follower_mapping_version=1;follower_settings_version=1;follower_aliases_version=1"),
        ["leader writes"] = (0, ["write"], "leader_global_checkpoint=1;follower_global_checkpoint=1;last_requested_seq_no=1;outstanding_read_requests=1;read_exceptions=[];"
            + "successful_read_requests=1;operations_read=2;successful_write_requests=1;operations_written=2"),
        ["resumed after writes"] = (3, ["B POST /{bar}/_ccr/pause_follow", "write", "B POST /{bar}/_ccr/resume_follow"],
            "leader_global_checkpoint=4;follower_global_checkpoint=4;operations_read=2;operations_written=2;successful_read_requests=1;read_exceptions=[]"),
        ["leader deleted"] = (3, ["A DELETE /{foo}"], Frozen + "read_exceptions/0/exception/type=index_not_found_exception;fatal_exception/reason=no such index [{foo}]"),
        ["leader down"] = (3, ["A stop"], Frozen + "read_exceptions/0/exception/type=connect_transport_exception;fatal_exception="),
        ["leader closed and opened"] = (3, ["A POST /{foo}/_close", "A POST /{foo}/_open", "write"], "leader_global_checkpoint=4;follower_global_checkpoint=4;read_exceptions=[];fatal_exception="),
        ["follower closed while active"] = (3, ["B POST /{bar}/_close", "write"], "leader_global_checkpoint=4;follower_global_checkpoint=2;read_exceptions=[];operations_read=5;operations_written=3;fatal_exception="),
        ["follower closed and opened"] = (3, ["B POST /{bar}/_close", "write", "B POST /{bar}/_open"], "leader_global_checkpoint=4;follower_global_checkpoint=4;operations_written=5;read_exceptions=[]"),
        ["follower write-blocked"] = (3, ["""B PUT /{bar}/_settings {"index.blocks.write":true}""", "write"], "leader_global_checkpoint=4;follower_global_checkpoint=2;read_exceptions=[];operations_written=3"),
        ["lease expired, operations there"] = (3, ["""A POST /_lab/leases/expire {"cluster":"clusterA","index":"{foo}"}""", "write"], "leader_global_checkpoint=4;follower_global_checkpoint=4;read_exceptions=[]"),
    };

    public static TheoryData<string, string> Cases => [.. Stories.Keys.SelectMany(story => StateLabs.Versions.Select(version => (version, story)))];

    [Theory, MemberData(nameof(Cases))]
    public async Task Columns_AfterTheEvents_AreAsTheStoryTells(string version, string story)
    {
        var (documents, events, columns) = Stories[story];
        await using var pair = labs.NewPair(version);
        await pair.MakeLeaderAsync(documents: documents);
        await pair.FollowAsync();
        await pair.CaughtUpAsync(documents);
        foreach (var step in events) await (step == "write" ? pair.WriteAsync(documents, 2) : pair.TakeAsync(step));

        var expected = pair.Fill(columns).Split(';');
        var shown = Array.Empty<string>();
        for (var i = 0; i < 200 && !shown.SequenceEqual(expected); i++)
        {
            await pair.Lab.AdvanceAsync(TimeSpan.FromMilliseconds(100));
            var stats = await pair.OnB("GET /{bar}/_ccr/stats");
            shown = [.. expected.Select(column => column.Split('=')[0]).Select(name => $"{name}={stats.TextAt("indices/0/shards/0/" + name)}")];
        }

        Assert.Equal(expected, shown);
    }
}
