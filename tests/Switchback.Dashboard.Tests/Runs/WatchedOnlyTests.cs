using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Dashboard.Runs;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Runs;

/// <summary>While anybody at this machine may sign in as anyone, clusters that are not simulated are watched and not changed.</summary>
public sealed class WatchedOnlyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, HttpStatusCode.Conflict)]
    [InlineData("false", HttpStatusCode.Conflict)]
    [InlineData("true", HttpStatusCode.OK)]
    public async Task Law12_RealCluster_WithoutSignIn_IsChangedOnlyWhereSomebodyTookThatRisk(string? allowed, HttpStatusCode expected)
    {
        var tapes = new TapeDriver();
        string[] settings = ["--Clusters:clusterB:Urls", "http://127.0.0.1:1", .. allowed is null ? Array.Empty<string>() : ["--Rehearsal:AllowRealClusters", allowed]];
        await using var app = await RunningDashboard.StartAsync(builder => builder.Services.AddSingleton<IDriver>(tapes), settings);
        using var admin = app.ClientOf("admin");

        using var answer = await admin.PostAsJsonAsync("/api/v1/plans", new { operation = "mark", items = new[] { new { cluster = "clusterB", index = "a" } } }, Cancel);

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.Conflict) Assert.Contains("these clusters are real", (string)body["refusals"]![0]!["why"]!);
        // Whoever took the risk is on record.
        var happened = await app.Services.GetRequiredService<IJournal>().ReadAsync(1, Cancel).Select(entry => entry.Kind).ToListAsync(Cancel);
        Assert.Equal(allowed == "true", happened.Contains("real-clusters-allowed"));
        Assert.Equal(0, tapes.Sent);
    }

    [Fact]
    public async Task Law12_RunThatBeganBefore_IsLookedAt_AndNotCarriedOn()
    {
        var tapes = new TapeDriver();
        var plan = Assert.IsType<PlanOutcome.Made>(await tapes.PlanAsync(new PlanRequest("mark", [new ItemName("clusterB", "a"), new ItemName("clusterB", "b")], new Dictionary<string, string>()), "somebody", Cancel)).Plan;
        var call = tapes.CallsOf(plan, plan.Steps[0])[0];
        tapes.Plans.Add(plan.Id);
        await tapes.SendAsync(plan.Steps[0], call, Cancel);
        var watched = new WatchedOnly(tapes);

        var sights = await watched.LookAsync(plan, plan.Steps[0], plan.Items, Cancel);
        var sent = await watched.SendAsync(plan.Steps[0], watched.CallsOf(plan, plan.Steps[0])[1], Cancel);

        Assert.Equal((Presence.There, (Refusal?)null), (sights["clusterB/a"].Effect, sights["clusterB/a"].Refusal));
        Assert.Equal((Presence.Absent, true), (sights["clusterB/b"].Effect, sights["clusterB/b"].Refusal is not null));
        Assert.IsType<CallOutcome.Rejected>(sent);
        Assert.Equal(1, tapes.Sent);
    }
}
