using System.Text.Json.Nodes;

namespace Switchback.Lab.Scenarios;

/// <summary>
/// What a newcomer sees first: the documents' shop replicated from home to away, twenty-odd more followers, most of them well and
/// some in the states an engineer meets at night, with a little load so that the page lives.
/// </summary>
public static class StartScenario
{
    private static readonly (string Leader, string Follower, int Shards, int Documents)[] Well =
    [
        ("orders-2026.11.19", "orders-2026.11.19", 1, 400),
        ("orders-2026.11.20", "orders-2026.11.20", 1, 350),
        ("orders-2026.11.21", "orders-2026.11.21", 2, 220),
        ("customers", "customers", 2, 600),
        ("catalog-items", "catalog-items", 1, 800),
        ("catalog-prices", "catalog-prices", 1, 500),
        ("stock-levels", "stock-levels", 3, 300),
        ("invoices-2026", "invoices-2026", 2, 250),
        ("sessions", "sessions", 1, 150),
        ("logs-web-000639", "logs-web-000639", 1, 300),
        ("logs-web-000640", "logs-web-000640", 1, 300),
        ("logs-web-000641", "logs-web-000641", 1, 120),
        ("logs-db-000087", "logs-db-000087", 1, 90),
        ("logs-db-000088", "logs-db-000088", 1, 40),
        ("metrics-hosts-000116", "metrics-hosts-000116", 1, 500),
    ];

    public static async Task BuildAsync(Stage stage)
    {
        await stage.ConnectAsync(stage.Away, stage.Home);
        await ShopAsync(stage);
        foreach (var (leader, follower, shards, documents) in Well) await stage.PairAsync(leader, follower, shards, documents);
        await PatternAsync(stage);
        await PausedAsync(stage);
        await LeftClosedAsync(stage);
        await PromotedAsync(stage);
        await LeaderClosedAsync(stage);
        await FatalFollower.MakeAsync(stage, "metrics-hosts-000117");
        await LoadAsync(stage);
    }

    public static async Task ShopAsync(Stage stage)
    {
        await stage.CreateAsync(stage.Home, SampleOrders.Leader, shards: 1, SampleOrders.Mappings());
        foreach (var lines in SampleOrders.Bulks(stage.Random, stage.Lab.Clock.GetUtcNow())) await stage.Call.BulkAsync(stage.Home, SampleOrders.Leader, lines);
        await stage.FollowAsync(SampleOrders.Follower, SampleOrders.Leader);
        await stage.CaughtUpAsync(SampleOrders.Follower, SampleOrders.Count);
    }

    private static Task PatternAsync(Stage stage) => stage.Call.PutAsync(stage.Away, "/_ccr/auto_follow/orders", new JsonObject
    {
        ["remote_cluster"] = stage.Home,
        ["leader_index_patterns"] = new JsonArray("orders-*"),
        ["follow_index_pattern"] = "{{leader_index}}",
    });

    private static async Task PausedAsync(Stage stage)
    {
        foreach (var name in new[] { "logs-app-000212", "logs-app-000213" })
        {
            await stage.PairAsync(name, documents: 200);
            await stage.PauseAsync(name);
            await stage.WriteAsync(stage.Home, name, 60, idPrefix: "later");
        }
    }

    private static async Task LeftClosedAsync(Stage stage)
    {
        await stage.PairAsync("reports-q3", documents: 80);
        await stage.PauseAsync("reports-q3");
        await stage.CloseAsync("reports-q3");
    }

    private static async Task PromotedAsync(Stage stage)
    {
        await stage.PairAsync("coupons", "coupons-drill", documents: 50);
        await stage.PauseAsync("coupons-drill");
        await stage.CloseAsync("coupons-drill");
        await stage.Call.PostAsync(stage.Away, "/coupons-drill/_ccr/unfollow");
        await stage.Call.PostAsync(stage.Away, "/coupons-drill/_open");
    }

    private static async Task LeaderClosedAsync(Stage stage)
    {
        await stage.PairAsync("archive-2025", documents: 60);
        await stage.Call.PostAsync(stage.Home, "/archive-2025/_close");
    }

    private static async Task LoadAsync(Stage stage)
    {
        await stage.LoadAsync(stage.Home, "orders-2026.11.21", rate: 4, updatePercent: 20);
        await stage.LoadAsync(stage.Home, "logs-web-000641", rate: 6);
        await stage.LoadAsync(stage.Home, "stock-levels", rate: 2, updatePercent: 60);
    }
}
