using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Runs;

/// <summary>Runs as programs see them: the whole app, with an invented system under it.</summary>
public sealed class RunApiTests : IAsyncLifetime
{
    private readonly TapeDriver _tapes = new();
    private RunningDashboard _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await RunningDashboard.StartAsync(builder => builder.Services.AddSingleton<IDriver>(_tapes));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Run_OfAReversiblePlan_IsDoneAtOnce_AndReported()
    {
        var plan = await PlanAsync("mark", "a", "b");
        Assert.Equal(0, (int)plan["approvalsNeeded"]!);
        Assert.Equal("POST /clusterB/a/mark", (string)plan["steps"]![0]!["firstCalls"]![0]!["line"]!);

        var run = await BeginAsync(plan);
        run = await UntilAsync((string)run["id"]!, "succeeded");

        Assert.Equal(2, (int)run["items"]!["done"]!);
        var report = await (await _app.Client.GetAsync($"/api/v1/runs/{run["id"]}/report?format=md", Cancel)).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Asked by Otto (operator) (rehearsal:operator)", report);
        Assert.Contains("POST /clusterB/b/mark", report);
    }

    [Fact]
    public async Task Law7_Run_OfADestructivePlan_WaitsForSomebodyElse()
    {
        var plan = await PlanAsync("burn", "a");
        Assert.Equal((1, "burn it", 1), ((int)plan["approvalsNeeded"]!, (string)plan["confirmWith"]!, (int)plan["pointOfNoReturn"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("operator", "runs", Wish(plan, confirm: "burn"))).Status);

        // The admin may approve, and not what the admin asked for.
        var (_, run) = await PostAsync("admin", "runs", Wish(plan, confirm: "burn it"));
        Assert.Equal("awaitingApproval", (string)run["state"]!);
        var yes = new { planHash = (string)plan["hash"]! };
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("admin", $"runs/{run["id"]}/approve", yes)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("operator", $"runs/{run["id"]}/approve", yes)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("approver", $"runs/{run["id"]}/approve", new { planHash = "other" })).Status);
        Assert.Equal(0, _tapes.Sent);
        Assert.Equal(1, (int)(await GetAsync("approver", "approvals"))["forYou"]!);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("approver", $"runs/{run["id"]}/approve", yes)).Status);
        await UntilAsync((string)run["id"]!, "succeeded");
        Assert.Equal(1, _tapes.Sent);
    }

    [Fact]
    public async Task Law12_Viewer_IsRefusedEveryPost()
    {
        var plan = await PlanAsync("mark", "a");
        foreach (var path in (string[])["plans", "runs", "runs/x/approve", "runs/x/reject", "runs/x/revoke", "runs/x/pause", "runs/x/resume", "runs/x/abort", "runs/x/retry", "brake", "brake/lift", "pairs/orders/freeze", "pairs/orders/freeze/lift"])
        {
            object body = path switch
            {
                "plans" => new { operation = "mark", items = new[] { new { cluster = "clusterB", index = "a" } } },
                "runs" => Wish(plan),
                _ => new { planHash = "x", reason = "y" },
            };
            Assert.True((await PostAsync("viewer", path, body)).Status == HttpStatusCode.Forbidden, path);
        }
    }

    [Fact]
    public async Task Plan_ThatIsRefused_SaysWhatWhyAndWhatLiftsIt()
    {
        var (status, problem) = await PostAsync("operator", "plans", new { operation = "mark", items = new[] { new { cluster = "clusterB", index = "gone" } } });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("""{"what":"clusterB/gone","why":"There is no such tape.","lift":"Name one that is there.","guard":null}""", problem["refusals"]![0]!.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("operator", "plans", new { operation = "mark" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("operator", "plans", new { operation = "fly", items = new[] { new { cluster = "clusterB", index = "a" } } })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("operator", "plans", new { operation = "mark", query = "verdict:faild" })).Status);
    }

    [Fact]
    public async Task SameKey_SentTwice_IsOneRun_AndAnotherWishWithItIsRefused()
    {
        var plan = await PlanAsync("mark", "a");
        var (_, first) = await PostAsync("operator", "runs", Wish(plan), key: "k1");
        var (_, again) = await PostAsync("operator", "runs", Wish(plan), key: "k1");
        var (other, _) = await PostAsync("operator", "runs", Wish(plan, reason: "another"), key: "k1");

        Assert.Equal((string)first["id"]!, (string)again["id"]!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other);
        Assert.Single((await GetAsync("viewer", "runs"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Law3_SecondRun_OnTheSamePair_IsToldWhoHasIt()
    {
        _tapes.Gate = new TaskCompletionSource();
        var plan = await PlanAsync("mark", "a");
        var run = await BeginAsync(plan);
        await UntilSentAsync(1);

        var (status, problem) = await PostAsync("operator", "runs", Wish(await PlanAsync("mark", "b")));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains((string)run["id"]!, (string)problem["title"]!);
        Assert.Contains("Otto", (string)problem["title"]!);
        _tapes.Gate.SetResult();
        await UntilAsync((string)run["id"]!, "succeeded");
    }

    [Fact]
    public async Task Brake_PutOn_StopsTheNextCall_AndAnApproverLiftsIt()
    {
        await PostAsync("operator", "brake", new { reason = "wait" });
        var (status, problem) = await PostAsync("operator", "runs", Wish(await PlanAsync("mark", "a")));
        Assert.Equal((HttpStatusCode.Conflict, true), (status, ((string)problem["title"]!).Contains("brake", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("operator", "brake/lift", new { reason = "go" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("operator", "brake", new { reason = "go", until = "2100-01-01T00:00:00Z" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("operator", "brake", new { reason = "" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("operator", "pairs/nowhere/freeze", new { reason = "wait" })).Status);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("approver", "brake/lift", new { reason = "go" })).Status);

        var run = await BeginAsync(await PlanAsync("mark", "a"));
        await UntilAsync((string)run["id"]!, "succeeded");
    }

    [Fact]
    public async Task Law2_Run_OverAKilledApp_GoesOnAndSendsNothingTwice()
    {
        _tapes.Gate = new TaskCompletionSource();
        var run = await BeginAsync(await PlanAsync("mark", "a"));
        await UntilSentAsync(1);
        await _app.StopAsync();

        _tapes.Gate = TapeDriver.Open();
        await _app.StartAgainAsync();

        // The call's effect never came: it is sent again only after a look has said so.
        await UntilAsync((string)run["id"]!, "succeeded");
        Assert.Equal(2, _tapes.Sent);
        Assert.Contains("went on with it after a restart", await _app.Client.GetStringAsync($"/api/v1/runs/{run["id"]}/report?format=md", Cancel));
        Assert.True((bool)(await GetAsync("viewer", "audit/verify"))["whole"]!);
    }

    [Fact]
    public async Task Events_FollowedFromTheMiddle_ComeOnceAndEndWithTheRun()
    {
        var run = await BeginAsync(await PlanAsync("mark", "a"));
        await UntilAsync((string)run["id"]!, "succeeded");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/runs/{run["id"]}/events") { Headers = { { "Last-Event-ID", "2" } } };
        using var answer = await _app.Client.SendAsync(request, Cancel);

        var text = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("id: 3\n", text);
        Assert.Equal(1, text.Split("event: run-ended").Length - 1);
    }

    [Fact]
    public async Task Report_MadeAgainFromTheJournal_IsTheSameByteByByte()
    {
        var run = await BeginAsync(await PlanAsync("mark", "a", "b", "c"));
        var id = (string)run["id"]!;
        await UntilAsync(id, "succeeded");
        var before = await _app.Client.GetByteArrayAsync($"/api/v1/runs/{id}/report", Cancel);
        await _app.StopAsync();
        await _app.StartAgainAsync();

        Assert.Equal(before, await _app.Client.GetByteArrayAsync($"/api/v1/runs/{id}/report", Cancel));
    }

    [Fact]
    public async Task Audit_NewestFirst_FiltersAndGoesOnWhereItStopped()
    {
        var run = await BeginAsync(await PlanAsync("mark", "a"));
        await UntilAsync((string)run["id"]!, "succeeded");

        var newest = await GetAsync("viewer", $"audit?stream=run/{run["id"]}&size=2");
        var older = await GetAsync("viewer", $"audit?stream=run/{run["id"]}&size=500&before={newest["before"]}");

        Assert.Equal("run-ended", (string)newest["items"]![0]!["kind"]!);
        Assert.Equal("run-requested", (string)older["items"]!.AsArray()[^1]!["kind"]!);
        var all = newest["items"]!.AsArray().Concat(older["items"]!.AsArray()).Select(one => (long)one!["version"]!).ToList();
        Assert.Equal(Enumerable.Range(1, all.Count).Select(one => (long)one).Reverse(), all);
        Assert.All((await GetAsync("viewer", "audit?kind=run-requested&who=rehearsal:operator"))["items"]!.AsArray(), one => Assert.Equal("run-requested", (string)one!["kind"]!));
    }

    [Fact]
    public async Task Script_OfAPlan_QuotesWhatAShellWouldTake()
    {
        var plan = await PlanAsync("mark", "a");

        var script = await _app.ClientOf("viewer").GetStringAsync($"/api/v1/plans/{plan["id"]}/script", Cancel);

        Assert.Contains("""call -X POST "$CLUSTERB_URL"'/clusterB/a/mark' -d '{"it'\''s":1}'""", script);
    }

    private async Task<JsonNode> PlanAsync(string operation, params string[] names)
    {
        var (status, plan) = await PostAsync("operator", "plans", new { operation, items = names.Select(name => new { cluster = "clusterB", index = name }) });
        Assert.True(status == HttpStatusCode.OK, plan.ToJsonString());
        _tapes.Plans.Add((string)plan["id"]!);
        return plan;
    }

    private async Task<JsonNode> BeginAsync(JsonNode plan)
    {
        var (status, run) = await PostAsync("operator", "runs", Wish(plan));
        Assert.True(status == HttpStatusCode.OK, run.ToJsonString());
        return run;
    }

    private static object Wish(JsonNode plan, string? confirm = null, string reason = "because") => new { planId = (string)plan["id"]!, planHash = (string)plan["hash"]!, confirm, reason };

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string persona, string path, object body, string? key = null)
    {
        using var client = _app.ClientOf(persona);
        if (key is not null) client.DefaultRequestHeaders.Add("Idempotency-Key", key);
        using var answer = await client.PostAsJsonAsync($"/api/v1/{path}", body, Cancel);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!);
    }

    private async Task<JsonNode> GetAsync(string persona, string path)
    {
        using var client = _app.ClientOf(persona);
        return JsonNode.Parse(await client.GetStringAsync($"/api/v1/{path}", Cancel))!;
    }

    private async Task<JsonNode> UntilAsync(string id, string state)
    {
        var book = _app.Services.GetRequiredService<RunBook>();
        while (true)
        {
            var news = book.Next;
            if (book.Find(id) is { } record && record.Run.Phase.Id() == state) return (await GetAsync("viewer", $"runs/{id}"))["run"]!;
            await news.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel);
        }
    }

    private async Task UntilSentAsync(int sent)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (_tapes.Sent < sent) await pace.WaitForNextTickAsync(Cancel);
    }
}
