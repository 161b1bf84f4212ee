using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;
using Switchback.Elasticsearch.Wire;
using Switchback.Lab.Hosting;
using ClusterOptions = Switchback.Elasticsearch.Configuration.ClusterOptions;
using LabCluster = Switchback.Lab.Hosting.ClusterOptions;

namespace Switchback.Elasticsearch.Tests.Lab;

/// <summary>Two lab clusters and our client for each; clusterB knows clusterA as a remote.</summary>
internal sealed class LabPair : IAsyncDisposable
{
    private readonly LabHost _lab;

    private LabPair(LabHost lab, Credential credential)
    {
        _lab = lab;
        A = Client("clusterA", credential);
        B = Client("clusterB", credential);
    }

    public ElasticsearchCluster A { get; }

    public ElasticsearchCluster B { get; }

    public HttpClient Http { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LabPair> StartAsync(string version, bool withRemote = true, Superuser? superuser = null)
    {
        var lab = await LabHost.StartAsync(
            new LabOptions { Clusters = [new LabCluster("clusterA", 0, version), new LabCluster("clusterB", 0, version)], Seed = 7, Superuser = superuser }, Cancel);
        var pair = new LabPair(lab, superuser is null
            ? new Credential.Anonymous()
            : new Credential.Basic(superuser.Name, new SecretSource.Value(new Secret(superuser.Password))));
        if (withRemote) await pair.ConnectAsync();
        return pair;
    }

    /// <summary>The clusters themselves, for whoever compares what they are with what they say.</summary>
    public Switchback.Lab.Clusters.Laboratory Inside => _lab.Laboratory;

    public string Url(string cluster) => _lab.Url(cluster);

    /// <summary>Steers the lab: <c>/_lab</c> on clusterB's port.</summary>
    public async Task SteerAsync(string path, string body = "{}")
    {
        using var answer = await Http.PostAsync(_lab.Url("clusterB") + "/_lab" + path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Cancel)}");
    }

    public async Task SendAsync(string cluster, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, _lab.Url(cluster) + path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var answer = await Http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Cancel)}");
    }

    /// <summary>An index on clusterA with documents, followed on clusterB.</summary>
    public async Task FollowAsync(string leader, string follower, int documents = 5)
    {
        await MakeAsync(leader, documents);
        var followed = Done(await B.Following.FollowAsync(follower, new FollowOrder("clusterA", leader, new FollowParameters()), Cancel));
        Assert.Equal(new Calls.FollowResult(true, true, true), followed);
    }

    public async Task MakeAsync(string leader, int documents)
    {
        Done(await A.Indices.CreateAsync(leader, """{"settings":{"index.number_of_shards":1,"index.number_of_replicas":0}}"""u8.ToArray(), Cancel));
        var operations = Enumerable.Range(0, documents).Select(i => new BulkOperation.Create($"{i}", System.Text.Encoding.UTF8.GetBytes($$"""{"n":{{i}}}"""))).ToList();
        if (operations.Count > 0) Assert.All(Done(await A.Documents.BulkAsync(leader, operations, Cancel)), item => Assert.Equal(201, item.Status));
    }

    /// <summary>Asks again until it is so. The test's own time limit ends what never comes.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await ask();
            if (isSo(answer)) return answer;
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    public static T Value<T>(Answer<T> answer) => answer.TryGet(out var value, out var fault) ? value : throw new InvalidOperationException($"{fault} {fault.Say()}");

    public static T Done<T>(Effect<T> effect) =>
        effect is Effect<T>.Done done ? done.Value : throw new InvalidOperationException($"{effect} {effect.FaultOrNull?.Say()}");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        A.Dispose();
        B.Dispose();
        await _lab.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        var node = Assert.Single(Value(await A.Self.NodesAsync(Cancel)));
        Done(await B.Remotes.PutAsync("clusterA", new Dictionary<string, string?> { ["seeds"] = node.TransportAddress }, Cancel));
        await UntilAsync(async () => Value(await B.Remotes.InfoAsync(Cancel)), remotes => remotes is [{ Alias: "clusterA", Connected: true }]);
    }

    private ElasticsearchCluster Client(string name, Credential credential) => Some.Cluster(new ClusterOptions
    {
        Name = name,
        Urls = [new Uri(_lab.Url(name) + "/")],
        ReadCredential = credential,
        OperateCredential = credential,
    });
}
