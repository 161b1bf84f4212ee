using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Tests.Runs;
using Switchback.Dashboard.Webhook;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Webhook;

/// <summary>Calls for people as a receiver gets them: the whole app, an invented system under it, and a receiver on a port of its own.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Secret = "a secret that nobody can guess, 1234567890";

    private readonly TapeDriver _tapes = new();
    private readonly List<RunningDashboard> _apps = [];
    private Receiver _receiver = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps) await app.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public void Sign_KnownMessage_IsWhatAnybodyElseComputes()
    {
        // printf '1700000000.{"id":"x"}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        Assert.Equal("v1=1d3a1a80c8ad0d56d3cc81d488b5779dbdd6367281fd813d1d9b8d7a5cd0204b", NoticeMessage.Sign("0123456789abcdef0123456789abcdef", "1700000000", """{"id":"x"}"""u8));
    }

    [Fact]
    public async Task Wish_ThatWaits_IsSentOnce_SignedAndWithoutSecrets()
    {
        var app = await StartAsync();
        var run = await WishAsync(app, "burn", "a");

        var came = Assert.Single(await _receiver.UntilAsync(1));

        Assert.Equal(("POST", "/hook?key=k"), (came.Method, came.Path));
        var key = Encoding.UTF8.GetBytes(Secret);
        var signed = Encoding.UTF8.GetBytes(came.Headers["Switchback-Timestamp"] + ".").Concat(came.Body).ToArray();
        Assert.Equal("v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, signed)), came.Headers["Switchback-Signature"]);
        var body = JsonNode.Parse(came.Body)!;
        Assert.Equal(("approvalWaits", run, "orders"), ((string)body["kind"]!, (string)body["run"]!, (string)body["pair"]!));
        Assert.Equal((came.Headers["Switchback-Id"], $"{app.Url}/runs/{run}"), ((string)body["id"]!, (string)body["link"]!));
        Assert.Equal(Book(app).Find(run)!.Run.Plan.Hash, (string)body["planHash"]!);
        Assert.Equal(Book(app).Find(run)!.Run.Until, (DateTimeOffset)body["until"]!);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(came.Body) + string.Concat(came.Headers.Values));

        // What changes in another run asks nobody for this one again.
        await UntilRecordedAsync(app, 1);
        var other = await WishAsync(app, "burn", "b");
        var second = (await _receiver.UntilAsync(2))[1];
        Assert.Equal(other, (string)JsonNode.Parse(second.Body)!["run"]!);
    }

    [Fact]
    public async Task Run_ThatNeedsAPerson_IsSent_AndAgainWhenItDoesAgain()
    {
        _tapes.Says = new CallOutcome.Rejected("It is full.", "raw words");
        var app = await StartAsync();
        var run = await WishAsync(app, "mark", "a");
        var first = Assert.Single(await _receiver.UntilAsync(1));

        using var client = app.ClientOf("operator");
        using var retried = await client.PostAsJsonAsync($"/api/v1/runs/{run}/retry", new { }, Cancel);
        Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
        var second = (await _receiver.UntilAsync(2))[1];

        Assert.Equal("needsPerson", (string)JsonNode.Parse(first.Body)!["kind"]!);
        Assert.NotEqual(first.Headers["Switchback-Id"], second.Headers["Switchback-Id"]);
        Assert.DoesNotContain("full", Encoding.UTF8.GetString(second.Body));
    }

    [Fact]
    public async Task Receiver_ThatAnswers500First_IsTriedAgainWithTheSameId()
    {
        _receiver.Answers = count => count <= 2 ? 500 : 200;
        var app = await StartAsync();
        await WishAsync(app, "burn", "a");

        var came = await _receiver.UntilAsync(3);

        Assert.Single(came.Select(one => one.Headers["Switchback-Id"]).Distinct());
        var recorded = JsonNode.Parse((await UntilRecordedAsync(app, 1)).Data)!;
        Assert.Equal((came[0].Headers["Switchback-Id"], 3), ((string)recorded["id"]!, (int)recorded["tries"]!));
        Assert.Equal(3, _receiver.Came.Count);
    }

    [Fact]
    public async Task Redirect_OfAReceiver_IsNotFollowed()
    {
        _receiver.Answers = count => count == 1 ? 307 : 200;
        var app = await StartAsync();
        await WishAsync(app, "burn", "a");

        await _receiver.UntilAsync(2);

        Assert.All(_receiver.Came, one => Assert.Equal("/hook?key=k", one.Path));
    }

    [Fact]
    public async Task Restart_WhileTheReceiverIsGone_LosesNothing_AndNoRunWaitsForIt()
    {
        var url = _receiver.Url;
        await _receiver.DisposeAsync();
        var app = await StartAsync(url);
        var waiting = await WishAsync(app, "burn", "a");
        var state = app.Services.GetRequiredService<WebhookState>();
        await UntilAsync(() => state.Now is not null);
        Assert.Contains("cannot be reached", state.Now!.Why);

        // A run that needs nobody goes through meanwhile.
        var free = await WishAsync(app, "mark", "b", pair: "other");
        await UntilAsync(() => Book(app).Find(free)!.Run.Phase == RunPhase.Succeeded);
        Assert.StartsWith("The webhook has not taken 1 notice since ", state.Now!.What(TimeProvider.System));
        Assert.DoesNotContain("key=k", state.Now.Meaning);
        await app.StopAsync();
        _receiver = await Receiver.StartAsync(url);
        await app.StartAgainAsync();

        var came = Assert.Single(await _receiver.UntilAsync(1));

        Assert.Equal(waiting, (string)JsonNode.Parse(came.Body)!["run"]!);
        await UntilRecordedAsync(app, 1);
        await UntilAsync(() => app.Services.GetRequiredService<WebhookState>().Now is null);
        await app.StopAsync();
        await app.StartAgainAsync();

        // The third life knows from the journal that it was delivered: the next thing that comes is another wish.
        var another = await WishAsync(app, "burn", "c");
        Assert.Equal(another, (string)JsonNode.Parse((await _receiver.UntilAsync(2))[1].Body)!["run"]!);
    }

    [Fact]
    public async Task Delivery_ThatWasNotRecorded_ComesAgainWithTheSameId()
    {
        // The receiver holds its answer back; the app dies before it has one.
        var held = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _receiver.Answers = count => count == 1 ? held.Task.GetAwaiter().GetResult() : 200;
        var app = await StartAsync();
        await WishAsync(app, "burn", "a");
        await _receiver.UntilAsync(1);
        await app.StopAsync();
        held.SetResult(200);
        await app.StartAgainAsync();

        var came = await _receiver.UntilAsync(2);

        Assert.Equal(came[0].Headers["Switchback-Id"], came[1].Headers["Switchback-Id"]);
    }

    [Fact]
    public async Task Log_OfEverything_HoldsNeitherTheSecretNorTheKeyInTheAddress()
    {
        _receiver.Answers = count => count == 1 ? 500 : 200;
        var app = await StartAsync(level: "Information");
        await WishAsync(app, "burn", "a");
        await UntilRecordedAsync(app, 1);
        await app.StopAsync();

        var log = string.Concat(Directory.GetFiles(Path.Combine(app.DataFolder, "logs")).Select(File.ReadAllText));

        Assert.Contains("answered 500", log);
        Assert.DoesNotContain(Secret, log);
        Assert.DoesNotContain("key=k", log);
        await app.StartAgainAsync();
    }

    private async Task<RunningDashboard> StartAsync(string? url = null, string level = "Error")
    {
        var app = await RunningDashboard.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<IDriver>(_tapes);
                builder.Services.AddSingleton(new NoticePace(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(20)));
            },
            "--Webhook:Url", $"{url ?? _receiver.Url}/hook?key=k", "--Webhook:Secret", Secret, "--Serilog:MinimumLevel:Override:Switchback.Dashboard.Webhook", level);
        _apps.Add(app);
        return app;
    }

    private async Task<string> WishAsync(RunningDashboard app, string operation, string name, string pair = "orders")
    {
        _tapes.Pair = pair;
        using var client = app.ClientOf("operator");
        using var planned = await client.PostAsJsonAsync("/api/v1/plans", new { operation, items = new[] { new { cluster = "clusterB", index = name } } }, Cancel);
        var plan = JsonNode.Parse(await planned.Content.ReadAsStringAsync(Cancel))!;
        _tapes.Plans.Add((string)plan["id"]!);
        using var asked = await client.PostAsJsonAsync("/api/v1/runs", new { planId = (string)plan["id"]!, planHash = (string)plan["hash"]!, confirm = "burn it", reason = "because" }, Cancel);
        var run = JsonNode.Parse(await asked.Content.ReadAsStringAsync(Cancel))!;
        Assert.True(asked.IsSuccessStatusCode, run.ToJsonString());
        return (string)run["id"]!;
    }

    private static RunBook Book(RunningDashboard app) => app.Services.GetRequiredService<RunBook>();

    private static async Task<JournalEvent> UntilRecordedAsync(RunningDashboard app, int count)
    {
        var seen = 0;
        await foreach (var happened in app.Services.GetRequiredService<IJournal>().WatchAsync(1, Cancel))
        {
            if (happened.Stream == "notices" && ++seen == count) return happened;
        }

        throw new InvalidOperationException("The journal ended.");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        late.CancelAfter(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition()) await pace.WaitForNextTickAsync(late.Token);
    }
}
