using System.Text.Json.Nodes;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>Contract 4.4: both are up and B takes over while clients write. Nothing that was acknowledged is lost.</summary>
public sealed class SwitchoverTests
{
    private const string A = "clusterA";
    private const string B = "clusterB";
    private const string Orders = "orders";

    [Theory]
    [InlineData("7.8.1", "PUT /orders/_settings", """{"index.blocks.write":true}""")]
    [InlineData("9", "PUT /orders/_block/write", null)]
    public async Task Switchover_UnderLoad_FenceDrainPromote_LosesNothing(string version, string fence, string? body)
    {
        await using var lab = await RunningLab.StartAsync(version);
        await FollowedUnderLoadAsync(lab);

        await lab.DoAsync(A, fence, body);
        var final = await StandingStillAsync(lab);
        await DrainedAsync(lab, final);
        await lab.PromoteAsync(B, Orders);
        await lab.DoAsync(B, "POST /orders/_doc", """{"user":"kimchy"}""");

        var load = await LoadAsync(lab);
        Assert.All(load, writer => Assert.Contains("[FORBIDDEN/8/index write (api)]", (string?)writer!["last_refusal"], StringComparison.Ordinal));
        Assert.Equal(final, await lab.PositionsAsync(A, Orders));
        await lab.DoAsync(B, "DELETE /_lab/load");
        var truth = (await lab.TruthAsync(B, A, Orders)).At("indices/0")!;
        Assert.True((int)truth["acknowledged"]! >= 500, truth.ToJsonString());
        Assert.Equal(load.Sum(writer => (long)writer!["acknowledged"]!), (long)truth["acknowledged"]!);
        Assert.Empty(truth["lost"]!.AsArray());
        Assert.Equal((int)truth["documents"]!, (int)truth["held_by"]!["clusterB:orders"]!);
        Assert.Equal((int)truth["documents"]! + 1, await lab.CountAsync(B, Orders));
    }

    /// <summary>The same four steps without the fence: what is still on its way is gone with the old leader.</summary>
    [Fact]
    public async Task Switchover_WithoutFence_LosesWhatWasStillOnItsWay()
    {
        await using var lab = await RunningLab.StartAsync();
        await FollowedUnderLoadAsync(lab);

        await lab.DoAsync(B, "POST /orders/_ccr/pause_follow");
        await lab.AdvanceAsync(TimeSpan.FromSeconds(1));
        await lab.DoAsync(B, "DELETE /_lab/load");
        await lab.DoAsync(B, "POST /orders/_close");
        await lab.DoAsync(B, "POST /orders/_ccr/unfollow");
        await lab.OpenAsync(B, Orders);
        await lab.DoAsync(A, "DELETE /orders");

        Assert.NotEmpty((await lab.TruthAsync(B, A, Orders)).At("indices/0/lost")!.AsArray());
    }

    [Fact]
    public async Task Switchover_ThereAndBack_OldLeaderFollowsWithoutTheFence()
    {
        await using var lab = await RunningLab.StartAsync();
        await FollowedUnderLoadAsync(lab);
        await lab.ConnectAsync(A, B);
        await lab.DoAsync(A, "PUT /orders/_settings", """{"index.blocks.write":true}""");
        await DrainedAsync(lab, await StandingStillAsync(lab));
        await lab.DoAsync(B, "DELETE /_lab/load");
        await lab.PromoteAsync(B, Orders);
        Assert.Equal(await lab.CountAsync(A, Orders), await lab.CountAsync(B, Orders));

        await lab.DoAsync(A, "DELETE /orders");
        await lab.FollowAsync(A, Orders, B, Orders);
        await lab.WriteAsync(B, Orders, 30, "from-b");
        await lab.LevelAsync(A, Orders, B, Orders);

        Assert.Null((await lab.DoAsync(A, "GET /orders/_settings?flat_settings=true")).Json!["orders"]!["settings"]!["index.blocks.write"]);
        Assert.Empty((await lab.TruthAsync(B, A, Orders)).At("indices/0/lost")!.AsArray());
        await lab.DoAsync(B, "PUT /orders/_settings", """{"index.blocks.write":true}""");
        await lab.LevelAsync(A, Orders, B, Orders);
        await lab.PromoteAsync(A, Orders);
        await lab.DoAsync(A, "POST /orders/_doc", """{"user":"kimchy"}""");
        Assert.Empty((await lab.TruthAsync(B, B, Orders)).At("indices/0/lost")!.AsArray());
    }

    /// <summary>A copy takes its leader's settings as they are: made from a fenced leader it is fenced itself, unless told otherwise.</summary>
    [Theory]
    [InlineData(""", "settings":{"index.blocks.write":false}""", null)]
    [InlineData("", "true")]
    public async Task FollowingAFencedLeader_InheritsTheFence_UnlessOverridden(string more, string? fence)
    {
        await using var lab = await RunningLab.StartAsync("9");
        await lab.ConnectAsync(B, A);
        await lab.CreateAsync(A, Orders);
        await lab.DoAsync(A, "PUT /orders/_block/write");

        await lab.FollowAsync(B, Orders, A, Orders, more);

        var has = (string?)(await lab.DoAsync(B, "GET /orders/_settings?flat_settings=true")).Json!["orders"]!["settings"]!["index.blocks.write"];
        Assert.Equal(fence, has is "false" ? null : has);
    }

    /// <summary>Three shards, four writers, and a follower some operations behind.</summary>
    private static async Task FollowedUnderLoadAsync(RunningLab lab)
    {
        await lab.ConnectAsync(B, A);
        await lab.CreateAsync(A, Orders, shards: 3);
        await lab.FollowAsync(B, Orders, A, Orders);
        for (var writer = 0; writer < 4; writer++)
            await lab.DoAsync(B, "POST /_lab/load", """{"cluster":"clusterA","index":"orders","rate":100,"update_percent":20}""");
        await lab.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.All(await LoadAsync(lab), writer => Assert.Equal(0, (int)writer!["refused"]!));
    }

    private static async Task<JsonArray> LoadAsync(RunningLab lab) => (await lab.DoAsync(B, "GET /_lab/load")).At("load")!.AsArray();

    /// <summary>The block may be acknowledged while writes are still going in: read until the leader's positions stay the same.</summary>
    private static async Task<List<long>> StandingStillAsync(RunningLab lab)
    {
        var before = await lab.PositionsAsync(A, Orders);
        for (var i = 0; i < 100; i++)
        {
            await lab.AdvanceAsync(TimeSpan.FromMilliseconds(500));
            var now = await lab.PositionsAsync(A, Orders);
            if (now.SequenceEqual(before)) return now;
            before = now;
        }
        Assert.Fail("the leader's positions never stood still");
        return before;
    }

    private static async Task DrainedAsync(RunningLab lab, List<long> final)
    {
        for (var i = 0; i < 600; i++)
        {
            if (final.SequenceEqual(await lab.PositionsAsync(B, Orders))) return;
            await lab.AdvanceAsync(TimeSpan.FromMilliseconds(100));
        }
        Assert.Fail("the follower never reached the leader's final positions");
    }
}
