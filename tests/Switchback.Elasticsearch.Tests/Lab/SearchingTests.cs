using System.Text;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Lab;

/// <summary>Calls that search, on the oldest and the newest server there is a lab of.</summary>
public sealed class SearchingTests
{
    public static TheoryData<string> Versions => FollowingTests.Versions;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Self_EveryQuestion_IsAnswered(string version)
    {
        await using var pair = await LabPair.StartAsync(version);
        await pair.FollowAsync("foo", "bar");

        var identity = LabPair.Value(await pair.B.Self.GreetAsync(Cancel));
        Assert.Equal(("clusterB", version), (identity.ClusterName, identity.VersionText));
        Assert.NotNull(identity.ClusterUuid);
        Assert.True(LabPair.Value(await pair.B.Self.LicenseAsync(Cancel)).GrantsFollowing);
        Assert.Equal(1, LabPair.Value(await pair.B.Self.UsageAsync(Cancel)).Followers);
        Assert.Equal(HealthStatus.Green, LabPair.Value(await pair.B.Self.HealthAsync(Cancel, ["bar"], "green", TimeSpan.FromSeconds(5), eachIndex: true)).Indices["bar"]);
        Assert.True(LabPair.Value(await pair.B.Self.HealthAsync(Cancel, ["nothing-of-this-name"], "green", TimeSpan.FromMilliseconds(50))).TimedOut);
        var remote = LabPair.Value(await pair.B.Self.SettingsAsync(Cancel)).Remotes()["clusterA"];
        Assert.Equal(Assert.Single(LabPair.Value(await pair.A.Self.NodesAsync(Cancel))).TransportAddress, remote["seeds"]);
        Assert.True(Assert.Single(LabPair.Value(await pair.B.Self.DisksAsync(Cancel))).AvailableBytes > 0);
        Assert.True(LabPair.Value(await pair.B.Self.TasksAsync("xpack/ccr*", Cancel)).Tasks.Count > 0);
        Assert.True(LabPair.Value(await pair.B.Remotes.PokeAsync("clusterA", "foo", TimeSpan.FromSeconds(5), Cancel)).RemoteAnswered);
        LabPair.Done(await pair.B.Following.PauseAsync("bar", Cancel));
        LabPair.Done(await pair.B.Indices.DeleteAsync(["bar"], Cancel));
        LabPair.Done(await pair.B.Remotes.RemoveAsync("clusterA", ["seeds"], Cancel));
        Assert.Empty(LabPair.Value(await pair.B.Remotes.InfoAsync(Cancel)));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Documents_PagedComparedAndWrittenBack_KeepTheirNumbers(string version)
    {
        await using var pair = await LabPair.StartAsync(version, withRemote: false);
        await pair.MakeAsync("foo", 25);
        LabPair.Done(await pair.A.Indices.RefreshAsync(["foo"], Cancel));

        var seen = new List<Document>();
        for (long? after = null; ;)
        {
            var page = LabPair.Value(await pair.A.Documents.PageAsync("foo", new DocumentPage(0, 10, Above: 4, After: after), Cancel));
            Assert.True(page.Shards.All);
            Assert.Equal(20, page.Total);
            if (page.Documents.Count == 0) break;
            seen.AddRange(page.Documents);
            after = seen[^1].SeqNo;
        }
        Assert.Equal(Enumerable.Range(5, 20).Select(number => (long?)number), seen.Select(document => document.SeqNo));
        Assert.Equal("""{"n":5}""", Encoding.UTF8.GetString(seen[0].Source!.Value.Span));
        var ids = LabPair.Value(await pair.A.Documents.PageAsync("foo", new DocumentPage(0, 100, UpTo: 4, WithSource: false), Cancel));
        Assert.All(ids.Documents, document => Assert.Null(document.Source));
        Assert.Equal(5, ids.Documents.Count);
        Assert.Equal(25, LabPair.Value(await pair.A.Documents.CountAsync(["foo"], Cancel)).Count);

        var two = LabPair.Value(await pair.A.Documents.GetAsync("foo", ["7", "none"], withSource: true, Cancel));
        Assert.Equal([true, false], two.Select(document => document.Found));
        var outcomes = LabPair.Done(await pair.A.Documents.BulkAsync(
            "foo",
            [
                new BulkOperation.Create("7", "{}"u8.ToArray()),
                new BulkOperation.Replace("7", "{ \"n\" : \"seven\",\n \"x\": 1 }"u8.ToArray(), two[0].SeqNo!.Value, two[0].PrimaryTerm!.Value),
                new BulkOperation.Replace("8", "{}"u8.ToArray(), 0, 1),
                new BulkOperation.Delete("9", 9, 1),
            ],
            Cancel));
        Assert.Equal([409, 400, 409, 200], outcomes.Select(item => item.Status));
        Assert.Equal("deleted", outcomes[3].Result);
    }
}
