using System.Text.Json.Nodes;

namespace Switchback.Lab.Scenarios;

/// <summary>
/// A follower that can never catch up: while it was paused its documents were overwritten, its lease was forgotten and the old
/// versions were merged away. The way it happens in life, only faster.
/// </summary>
public static class FatalFollower
{
    public static async Task MakeAsync(Stage stage, string index)
    {
        await stage.PairAsync(index, documents: 40);
        await stage.PauseAsync(index);
        // Twice the same documents: the first rewrite is what will be merged away.
        await stage.WriteAsync(stage.Home, index, 40);
        await stage.WriteAsync(stage.Home, index, 40);
        await stage.ControlAsync("history/merge", new JsonObject { ["cluster"] = stage.Home, ["index"] = index });
        await stage.Call.PostAsync(stage.Away, $"/{index}/_ccr/resume_follow");
        await stage.Call.UntilAsync(stage.Away, $"/{index}/_ccr/stats", stats => stats?["indices"]?[0]?["shards"]?[0]?["fatal_exception"] is not null);
    }
}
