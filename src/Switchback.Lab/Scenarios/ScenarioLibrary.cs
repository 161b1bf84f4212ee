using System.Text.Json.Nodes;

namespace Switchback.Lab.Scenarios;

/// <summary>Every scenario by name.</summary>
public static class ScenarioLibrary
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("start", "The documents' shop and twenty-odd more followers in mixed states, under a little load.", StartScenario.BuildAsync),
        new("healthy-pair", "Everything follows, nothing lags, a pattern for what comes.", HealthyAsync),
        new("leader-down", "Home is stopped while its followers were well.", LeaderDownAsync),
        new("leader-silent", "Home holds its connections and answers nothing.", LeaderSilentAsync),
        new("lagging", "A thin link: the followers fall behind a steady load.", LaggingAsync),
        new("fatal-follower", "One follower whose history is gone at the leader.", FatalAsync),
        new("lease-about-to-expire", "A follower paused so long that its lease ends in some minutes.", LeaseAsync),
        new("paused-9h", "A follower paused for nine hours while its leader took writes.", PausedAsync),
        new("half-finished-unfollow", "Somebody promoted by hand and stopped half way: one closed, one paused, one promoted, one untouched.", HalfFinishedAsync),
        new("split-writes", "Away was promoted while home was down; home came back, and both take writes.", SplitAsync),
        new("patch-level-mismatch", "Away runs a newer patch level than home: following works one way, following back is not supported.", MismatchAsync),
        new("ten-thousand-followers", "10,000 one-shard followers.", ManyAsync),
    ];

    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);

    private static async Task HealthyAsync(Stage stage)
    {
        await stage.ConnectAsync(stage.Away, stage.Home);
        await StartScenario.ShopAsync(stage);
        foreach (var name in new[] { "orders", "customers", "catalog-items" }) await stage.PairAsync(name, shards: 2, documents: 100);
        await stage.Call.PutAsync(stage.Away, "/_ccr/auto_follow/logs", new JsonObject
        {
            ["remote_cluster"] = stage.Home,
            ["leader_index_patterns"] = new JsonArray("logs-*"),
        });
    }

    private static async Task LeaderDownAsync(Stage stage)
    {
        await HealthyAsync(stage);
        await stage.ControlAsync($"clusters/{stage.Home}/stop");
    }

    private static async Task LeaderSilentAsync(Stage stage)
    {
        await HealthyAsync(stage);
        await stage.ControlAsync($"clusters/{stage.Home}/freeze");
    }

    private static async Task LaggingAsync(Stage stage)
    {
        await HealthyAsync(stage);
        await stage.ControlAsync("links", new JsonObject { ["from"] = stage.Home, ["to"] = stage.Away, ["bytes_per_second"] = 3000 });
        await stage.LoadAsync(stage.Home, "orders", rate: 100);
    }

    private static async Task FatalAsync(Stage stage)
    {
        await stage.ConnectAsync(stage.Away, stage.Home);
        await stage.PairAsync("orders");
        await FatalFollower.MakeAsync(stage, "metrics-hosts-000117");
    }

    private static async Task LeaseAsync(Stage stage)
    {
        await stage.ConnectAsync(stage.Away, stage.Home);
        await stage.PairAsync("orders");
        await stage.PauseAsync("orders");
        await stage.WriteAsync(stage.Home, "orders", 20);
        // Leases live for twelve hours by default.
        await stage.AdvanceAsync(TimeSpan.FromMinutes((12 * 60) - 10));
    }

    private static async Task PausedAsync(Stage stage)
    {
        await stage.ConnectAsync(stage.Away, stage.Home);
        await stage.PairAsync("orders", documents: 100);
        await stage.PauseAsync("orders");
        for (var hour = 0; hour < 9; hour++)
        {
            await stage.WriteAsync(stage.Home, "orders", 50, idPrefix: $"h{hour}-");
            await stage.AdvanceAsync(TimeSpan.FromHours(1));
        }
    }

    private static async Task HalfFinishedAsync(Stage stage)
    {
        await stage.ConnectAsync(stage.Away, stage.Home);
        foreach (var name in new[] { "untouched", "paused", "closed", "promoted", "unfollowed-closed" }) await stage.PairAsync(name);
        foreach (var name in new[] { "paused", "closed", "promoted", "unfollowed-closed" }) await stage.PauseAsync(name);
        foreach (var name in new[] { "closed", "promoted", "unfollowed-closed" }) await stage.CloseAsync(name);
        foreach (var name in new[] { "promoted", "unfollowed-closed" }) await stage.Call.PostAsync(stage.Away, $"/{name}/_ccr/unfollow");
        await stage.Call.PostAsync(stage.Away, "/promoted/_open");
    }

    private static async Task SplitAsync(Stage stage)
    {
        await stage.ConnectAsync(stage.Away, stage.Home);
        await stage.PairAsync("orders", documents: 50);
        await stage.ControlAsync($"clusters/{stage.Home}/stop");
        await stage.PauseAsync("orders");
        await stage.CloseAsync("orders");
        // Its leader is down: this answers 500 and has happened all the same.
        await stage.Call.TryAsync(stage.Away, "POST", "/orders/_ccr/unfollow", null);
        await stage.Call.PostAsync(stage.Away, "/orders/_open");
        await stage.WriteAsync(stage.Away, "orders", 8, idPrefix: "away");
        await stage.ControlAsync($"clusters/{stage.Home}/start");
        await stage.Call.UntilAsync(stage.Home, "/_cluster/health/orders", health => (string?)health?["status"] is "green" or "yellow");
        await stage.WriteAsync(stage.Home, "orders", 5, idPrefix: "home");
    }

    private static async Task MismatchAsync(Stage stage)
    {
        await HealthyAsync(stage);
        // Away was patched, home was not: following back would make an older cluster follow a newer one.
        await stage.ControlAsync($"clusters/{stage.Away}/version", new JsonObject { ["patch"] = stage.Lab[stage.Home].Profile.Version.Build + 1 });
    }

    private static Task ManyAsync(Stage stage) => stage.ControlAsync("seed", new JsonObject
    {
        ["leader"] = stage.Home,
        ["follower"] = stage.Away,
        ["count"] = 10_000,
        ["prefix"] = "bulk-",
    });
}
