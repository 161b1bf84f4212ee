using System.Text.Json.Nodes;
using Switchback.Lab.Documents;
using Switchback.Lab.Tests.Control;

namespace Switchback.Lab.Tests.Truth;

public sealed class TruthTests(LabFixture lab) : IClassFixture<LabFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await lab.PostAsync("clusterB", "/_lab/reset");
        await lab.PutAsync("clusterB", "/_cluster/settings",
            $$$"""{"persistent":{"cluster.remote.clusterA.seeds":["{{{lab.Lab.Laboratory["clusterA"].Node.TransportAddress}}}"]}}""");
        await lab.PutAsync("clusterA", "/orders", """{"settings":{"index.number_of_shards":1,"index.number_of_replicas":0}}""");
        for (var i = 0; i < 5; i++) await lab.PutAsync("clusterA", $"/orders/_doc/{i}", $$"""{"n":{{i}}}""");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Truth_NothingHappened_EveryWriteIsHeldWhereItWasMade()
    {
        var orders = await OrdersAsync();

        Assert.Equal(5, (int)orders["acknowledged"]!);
        Assert.Empty(orders["lost"]!.AsArray());
        Assert.Equal(5, (int)orders["held_by"]!["clusterA:orders"]!);
    }

    /// <summary>The record shares nothing with the store: an operation taken out behind its back is missed and named.</summary>
    [Fact]
    public async Task Truth_AStoredOperationIsDropped_NamesIt()
    {
        await lab.Lab.Laboratory.Loop.InvokeAsync(() =>
        {
            var shard = lab.Lab.Laboratory["clusterA"].State.Indices["orders"].Shards[0];
            var kept = shard.Store.Live().Where(operation => operation.Id != "3").ToList();
            shard.Store = ShardStore.Restore(kept, 4, 4);
        });

        var lost = (await OrdersAsync())["lost"]!.AsArray();

        Assert.Equal(["3"], lost.Select(write => (string)write!["id"]!));
        Assert.Equal(3, (long)lost[0]!["seq_no"]!);
    }

    [Fact]
    public async Task Truth_FollowedThenLeaderDeleted_HeldByTheFollower()
    {
        await FollowAsync();
        await lab.DeleteAsync("clusterA", "/orders");

        var orders = await OrdersAsync();

        Assert.Empty(orders["lost"]!.AsArray());
        Assert.Equal(5, (int)orders["held_by"]!["clusterB:orders"]!);
    }

    [Fact]
    public async Task Truth_WritesBehindTheLineAndThenDelete_AreLostAndNamed()
    {
        await FollowAsync();
        await lab.PostAsync("clusterB", "/orders/_ccr/pause_follow");
        await lab.PutAsync("clusterA", "/orders/_doc/late", """{"n":99}""");
        await lab.PutAsync("clusterA", "/orders/_doc/1", """{"n":100}""");
        await lab.DeleteAsync("clusterA", "/orders");

        var lost = (await OrdersAsync())["lost"]!.AsArray();

        Assert.Equal(["late", "1"], lost.Select(write => (string)write!["id"]!));
        Assert.Empty(lost[0]!["differs_on"]!.AsArray());
        Assert.Equal("clusterB:orders", (string?)lost[1]!["differs_on"]![0]);
    }

    [Fact]
    public async Task Truth_SalvagedCopyUnderAnotherName_Counts()
    {
        // Reindexing copies what searches see.
        await lab.PostAsync("clusterA", "/orders/_refresh");
        await lab.PostAsync("clusterA", "/_reindex", """{"source":{"index":"orders"},"dest":{"index":"orders-salvaged"}}""");
        await lab.DeleteAsync("clusterA", "/orders");

        Assert.Empty((await OrdersAsync())["lost"]!.AsArray());
    }

    [Fact]
    public async Task Truth_AnswerWithFilterPath_IsAnAcknowledgementAllTheSame()
    {
        await lab.SendAsync("clusterA", HttpMethod.Post, "/orders/_bulk?filter_path=errors", "{\"index\":{\"_id\":\"b\"}}\n{\"n\":1}\n");

        Assert.Equal(6, (int)(await OrdersAsync())["acknowledged"]!);
    }

    [Fact]
    public async Task Truth_AnswerDroppedAfterTheEffect_IsNoAcknowledgement()
    {
        await lab.PostAsync("clusterB", "/_lab/faults", """{"cluster":"clusterA","method":"PUT","path":"/orders/_doc/x","do":"drop","when":"after"}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => lab.PutAsync("clusterA", "/orders/_doc/x", """{"n":1}"""));

        Assert.Equal(5, (int)(await OrdersAsync())["acknowledged"]!);
        Assert.Equal(200, (await lab.GetAsync("clusterA", "/orders/_doc/x")).Status);
    }

    [Fact]
    public async Task Truth_EffectSentTwice_IsCountedTwice()
    {
        await FollowAsync();
        await lab.PostAsync("clusterB", "/orders/_ccr/pause_follow");
        await lab.PostAsync("clusterB", "/orders/_ccr/pause_follow");
        await lab.PostAsync("clusterB", "/orders/_close");
        await lab.PostAsync("clusterB", "/orders/_close");

        var (_, truth) = await lab.GetAsync("clusterA", "/_lab/truth?cluster=clusterB");

        var pause = truth!["effects"]!.AsArray().Single(effect => (string?)effect!["call"] == "POST /orders/_ccr/pause_follow")!;
        var close = truth["effects"]!.AsArray().Single(effect => (string?)effect!["call"] == "POST /orders/_close")!;
        Assert.Equal((1, 1), ((int)pause["applied"]!, (int)pause["refused"]!));
        Assert.Equal((2, 0), ((int)close["applied"]!, (int)close["refused"]!));
    }

    [Fact]
    public async Task Truth_UnfollowWithItsLeaderDown_HasHappenedAlthoughItAnswers500()
    {
        await FollowAsync();
        await lab.PostAsync("clusterB", "/_lab/clusters/clusterA/stop");
        await lab.PostAsync("clusterB", "/orders/_ccr/pause_follow");
        await lab.PostAsync("clusterB", "/orders/_close");
        Assert.Equal(500, (await lab.PostAsync("clusterB", "/orders/_ccr/unfollow")).Status);

        var (_, truth) = await lab.GetAsync("clusterB", "/_lab/truth?cluster=clusterB");

        var unfollow = truth!["effects"]!.AsArray().Single(effect => (string?)effect!["call"] == "POST /orders/_ccr/unfollow")!;
        Assert.Equal(1, (int)unfollow["applied"]!);
    }

    private async Task FollowAsync()
    {
        await lab.PutAsync("clusterB", "/orders/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"orders"}""");
        await lab.UntilAsync("clusterB", "/orders/_ccr/stats", (_, body) => (int?)body?["indices"]?[0]?["shards"]?[0]?["follower_global_checkpoint"] == 4);
    }

    private async Task<JsonNode> OrdersAsync()
    {
        var (_, truth) = await lab.GetAsync("clusterB", "/_lab/truth?cluster=clusterA&index=orders");
        return truth!["indices"]![0]!;
    }
}
