using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Switchback.Bench.Kill;

/// <summary>
/// One run, begun as people begin it and carried to its end by however many lives of the app that takes: whoever asked for it asks again
/// what became of it, asks anew only for what was never recorded, and the approver agrees to what waits.
/// </summary>
internal sealed class KillRound(KillApp app, KillKind kind, string reason, IReadOnlyList<string> names)
{
    /// <summary>Why it could not be carried to its end; null when it was.</summary>
    public string? Fault { get; private set; }

    /// <summary>From the wish to the end, in a round that was left alone.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>How far the run was when the app was killed, by its journal.</summary>
    public string Was { get; private set; } = "never recorded";

    public async Task LeaveAloneAsync(CancellationToken cancel)
    {
        if (await PlanAsync(cancel) is not { } plan) return;
        var clock = Stopwatch.StartNew();
        await AskAsync(plan, cancel);
        await CarryAsync(cancel);
        Took = clock.Elapsed;
    }

    /// <param name="after">When the app is killed, counted from the wish.</param>
    /// <param name="again">When it is killed once more, counted from its new beginning; null for never.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task KillAsync(TimeSpan after, TimeSpan? again, CancellationToken cancel)
    {
        if (await PlanAsync(cancel) is not { } plan) return;
        var asking = AskAsync(plan, cancel);
        await Task.Delay(after, TimeProvider.System, cancel);
        await app.KillAsync();
        await asking;
        if (again is { } soon)
        {
            app.Begin();
            await Task.Delay(soon, TimeProvider.System, cancel);
            await app.KillAsync();
        }

        await app.StartAsync(cancel);
        var isKnown = await FindAsync(cancel) is not null;
        await CarryAsync(cancel);
        if (isKnown && await FindAsync(cancel) is { } run) Was = await TimesAsync(run, "run-taken-over", cancel) > 0 ? "cut off while it ran" : "not begun, or over";
    }

    /// <summary>Asked again until the app has seen the followers as the operation needs them.</summary>
    private async Task<JsonNode?> PlanAsync(CancellationToken cancel)
    {
        JsonNode? plan = null;
        var wish = new { operation = kind.Operation, items = names.Select(name => new { cluster = "clusterB", index = name }), parameters = kind.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value) };
        if (!await KillApp.UntilAsync(async () => (plan = await app.PostAsync("operator", "plans", wish, cancel)) is not null, cancel)) Fault ??= $"no plan for {kind.Name} of {string.Join(", ", names)}";
        return plan;
    }

    private async Task AskAsync(JsonNode plan, CancellationToken cancel)
    {
        var run = await app.PostAsync("operator", "runs", new { planId = (string)plan["id"]!, planHash = (string)plan["hash"]!, confirm = (string?)plan["confirmWith"], reason }, cancel);
        if ((string?)run?["state"] == "awaitingApproval") await ApproveAsync(run, cancel);
    }

    private Task<JsonNode?> ApproveAsync(JsonNode run, CancellationToken cancel) => app.PostAsync("approver", $"runs/{run["id"]}/approve", new { planHash = (string)run["planHash"]! }, cancel);

    private async Task<JsonNode?> FindAsync(CancellationToken cancel) => (await app.GetAsync("runs", cancel))?["items"]!.AsArray().FirstOrDefault(run => (string)run!["reason"]! == reason);

    private async Task<int> TimesAsync(JsonNode run, string kind, CancellationToken cancel) => (await app.GetAsync($"audit?stream=run/{run["id"]}&kind={kind}&size=10", cancel))?["items"]!.AsArray().Count ?? 0;

    private async Task CarryAsync(CancellationToken cancel)
    {
        JsonNode? run = null;
        var ended = await KillApp.UntilAsync(
            async () =>
            {
                if (await app.GetAsync("runs", cancel) is null) return false;
                run = await FindAsync(cancel);
                if (run is null && await PlanAsync(cancel) is { } plan) await AskAsync(plan, cancel);
                else if ((string?)run?["state"] == "awaitingApproval") await ApproveAsync(run, cancel);
                return run?["endedAt"] is not null || (string?)run?["state"] is "needsHuman" or "paused";
            },
            cancel);
        if (!ended || (string)run!["state"]! != "succeeded") Fault ??= $"it ended as {run?["state"]}: {run?["says"]}";
    }
}
