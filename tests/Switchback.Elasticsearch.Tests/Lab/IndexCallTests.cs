using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Lab;

/// <summary>The calls on indices, data streams and inventory, on the oldest and the newest server there is a lab of.</summary>
public sealed class IndexCallTests
{
    public static TheoryData<string> Versions => FollowingTests.Versions;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Indices_EveryCall_DoesWhatItSays(string version)
    {
        await using var pair = await LabPair.StartAsync(version, withRemote: false);
        await pair.MakeAsync("foo", 3);
        LabPair.Done(await pair.A.Indices.RefreshAsync(["foo"], Cancel));

        var index = Assert.Single(LabPair.Value(await pair.A.Indices.ListAsync(Cancel)));
        Assert.Equal(("foo", IndexState.Open, HealthStatus.Green, 1, 0, 3L), (index.Name, index.State, index.Health, index.Primaries, index.Replicas, index.Documents));
        Assert.Equal(index.Uuid, LabPair.Value(await pair.A.Indices.SettingsAsync(["foo"], Cancel))["foo"]["index.uuid"]);
        Assert.Contains("\"n\"", LabPair.Value(await pair.A.Indices.MappingsAsync(["foo"], Cancel))["foo"], StringComparison.Ordinal);
        Assert.All(LabPair.Value(await pair.A.Indices.RecoveriesAsync(["foo"], activeOnly: false, Cancel)), recovery => Assert.Equal("foo", recovery.Index));
        LabPair.Done(await pair.A.Indices.ChangeAliasesAsync([new AliasChange(true, "foo", "w", true)], Cancel));
        Assert.Equal(new AliasFacts("foo", "w", true, false), Assert.Single(LabPair.Value(await pair.A.Indices.AliasesAsync(["foo"], Cancel))));

        if (pair.A.Channel.Identity!.Version >= Since.BlockCall)
            Assert.Empty(LabPair.Done(await pair.A.Indices.BlockWritesAsync(["foo"], Cancel)).Refused);
        else
            LabPair.Done(await pair.A.Indices.SetWriteBlockAsync(["foo"], true, Cancel));
        var blocked = Assert.Single(LabPair.Done(await pair.A.Documents.BulkAsync("foo", [new BulkOperation.Create("new", "{}"u8.ToArray())], Cancel)));
        Assert.Equal((403, ErrorTypes.ClusterBlock), (blocked.Status, blocked.Error!.Type));
        LabPair.Done(await pair.A.Indices.CloneAsync("foo", "foo-kept", Cancel));
        LabPair.Done(await pair.A.Indices.SetWriteBlockAsync(["foo"], false, Cancel));

        LabPair.Done(await pair.A.Indices.CloseAsync(["foo"], Cancel));
        Assert.Equal(IndexState.Closed, LabPair.Value(await pair.A.Indices.ListAsync(Cancel)).Single(row => row.Name == "foo").State);
        LabPair.Done(await pair.A.Indices.CloseAsync(["foo"], Cancel));
        LabPair.Done(await pair.A.Indices.OpenAsync(["foo"], Cancel));
        LabPair.Done(await pair.A.Indices.DeleteAsync(["foo", "foo-kept"], Cancel));
        Assert.Empty(LabPair.Value(await pair.A.Indices.ListAsync(Cancel)));
    }

    [Fact]
    public async Task Streams_MadePromotedRolledOver_AreReadAsTheyAre()
    {
        await using var pair = await LabPair.StartAsync(Switchback.Lab.Clusters.Profile.Newest.Version.ToString(), withRemote: false);
        await pair.SendAsync("clusterA", HttpMethod.Put, "/_index_template/logs", """{"index_patterns":["logs-*"],"data_stream":{},"priority":500}""");
        await pair.SendAsync("clusterA", HttpMethod.Put, "/_data_stream/logs-app", "");

        var stream = LabPair.Value(await pair.A.Streams.ListAsync(Cancel)).Single(stream => stream.Name == "logs-app");
        Assert.Equal((1, false, "logs"), (stream.BackingIndices.Count, stream.Replicated, stream.Template));
        LabPair.Done(await pair.A.Streams.PromoteAsync("logs-app", Cancel));
        var rolled = LabPair.Done(await pair.A.Streams.RolloverAsync("logs-app", Cancel));
        Assert.Equal((stream.BackingIndices[0], true), (rolled.OldIndex, rolled.RolledOver));
        Assert.Contains(LabPair.Value(await pair.A.Inventory.IndexTemplatesAsync(Cancel)), template => template.Name == "logs");
        LabPair.Done(await pair.A.Streams.DeleteAsync("logs-app", Cancel));
        Assert.DoesNotContain(LabPair.Value(await pair.A.Streams.ListAsync(Cancel)), left => left.Name == "logs-app");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Inventory_EveryKind_IsListed(string version)
    {
        await using var pair = await LabPair.StartAsync(version, withRemote: false);
        await pair.SendAsync("clusterA", HttpMethod.Put, "/_ingest/pipeline/stamp", """{"processors":[{"set":{"field":"x","value":"y"}}]}""");

        Assert.Contains(LabPair.Value(await pair.A.Inventory.PipelinesAsync(Cancel)), pipeline => pipeline.Name == "stamp");
        LabPair.Value(await pair.A.Inventory.IndexTemplatesAsync(Cancel));
        LabPair.Value(await pair.A.Inventory.ComponentTemplatesAsync(Cancel));
        LabPair.Value(await pair.A.Inventory.LegacyTemplatesAsync(Cancel));
        LabPair.Value(await pair.A.Inventory.LifecyclePoliciesAsync(Cancel));
        LabPair.Value(await pair.A.Inventory.SnapshotPoliciesAsync(Cancel));
        LabPair.Value(await pair.A.Inventory.SnapshotRepositoriesAsync(Cancel));
    }
}
