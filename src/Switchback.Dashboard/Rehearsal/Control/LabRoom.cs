using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>Drives the lab for one person. Whoever may not is refused here, whatever a page lets them press.</summary>
public sealed class LabRoom(LabControl control, LabRights rights)
{
    public const string NotAllowed = "Not done: driving the lab needs the role operator, and you may only look.";

    public bool CanDrive => rights.CanDrive;

    public Task<LabOutcome> StopAsync(string cluster) => ClusterAsync(cluster, "stop", $"{cluster} is stopped: its port refuses connections, its data are kept.");

    public Task<LabOutcome> StartAsync(string cluster) => ClusterAsync(cluster, "start", $"{cluster} runs again, with the data it had.");

    public Task<LabOutcome> FreezeAsync(string cluster) => ClusterAsync(cluster, "freeze", $"{cluster} is frozen: it holds every connection and answers nothing.");

    public Task<LabOutcome> ThawAsync(string cluster) => ClusterAsync(cluster, "thaw", $"{cluster} goes on where it was.");

    public Task<LabOutcome> LicenceAsync(string cluster, string type) =>
        ClusterAsync(cluster, "licence", $"{cluster} has a {type} licence now.", new JsonObject { ["type"] = type });

    public Task<LabOutcome> VersionAsync(string cluster, string version) =>
        ClusterAsync(cluster, "version", $"{cluster} was restarted as version {version}.", new JsonObject { ["version"] = version });

    public Task<LabOutcome> PatchAsync(string cluster, int patch) =>
        ClusterAsync(cluster, "version", $"{cluster} was restarted at patch level {patch}.", new JsonObject { ["patch"] = patch });

    public Task<LabOutcome> LinkAsync(LinkOrder order) => DoAsync(
        () => control.PostAsync("/links", new JsonObject
        {
            ["from"] = order.From,
            ["to"] = order.To,
            ["cut"] = order.Cut,
            ["latency"] = string.Create(CultureInfo.InvariantCulture, $"{order.LatencyMillis}ms"),
            ["bytes_per_second"] = order.BytesPerSecond,
        }),
        _ => $"From {order.From} to {order.To}: {LabWords.Link(order.Cut, order.LatencyMillis, order.BytesPerSecond)}.");

    public Task<LabOutcome> BuildAsync(string scenario) => DoAsync(
        () => control.PostAsync($"/scenarios/{Uri.EscapeDataString(scenario)}", atMost: LabControl.Building),
        body => $"Scenario {scenario} is built. {LabWords.Text(body, "about")}");

    public Task<LabOutcome> FailFollowersAsync(string cluster, string index) => DoAsync(
        () => control.PostAsync("/followers/fail", Target(cluster, index)),
        body => $"Replication of {index} on {cluster} failed for good in {Words.Count((int)LabWords.Number(body, "failed_shards"), "shard", "shards")}. The follower list calls it Failed.");

    public Task<LabOutcome> ExpireLeasesAsync(string cluster, string index) => DoAsync(
        () => control.PostAsync("/leases/expire", Target(cluster, index)),
        body => LabWords.Number(body, "expired") is > 0 and var expired
            ? $"{Words.Count((int)expired, "lease", "leases")} of followers on {index} of {cluster} expired."
            : $"No follower holds a lease on {index} of {cluster}: nothing expired. Leases are held on the leader's cluster.",
        "expired");

    public Task<LabOutcome> MergeHistoryAsync(string cluster, string index) => DoAsync(
        () => control.PostAsync("/history/merge", Target(cluster, index)),
        body => LabWords.Number(body, "operations_merged_away") is > 0 and var merged
            ? $"{Words.Count((int)merged, "operation", "operations")} of {index} on {cluster} merged away, with the leases that asked for them."
            : $"Nothing in {index} of {cluster} was superseded, so no operation is gone; leases on it are.",
        "operations_merged_away");

    public Task<LabOutcome> AddFaultAsync(FaultOrder order) => DoAsync(
        () => control.PostAsync("/faults", LabWords.Body(order)),
        body => $"{LabWords.Text(body, "id")} is in force: {LabWords.Fault(order)}.");

    public Task<LabOutcome> LiftFaultAsync(string id) => DoAsync(() => control.DeleteAsync($"/faults/{Uri.EscapeDataString(id)}"), _ => $"{id} is lifted.");

    public Task<LabOutcome> LiftFaultsAsync() => DoAsync(() => control.DeleteAsync("/faults"), _ => "Every fault is lifted.");

    public Task<LabOutcome> AddLoadAsync(LoadOrder order) => DoAsync(
        () => control.PostAsync("/load", new JsonObject
        {
            ["cluster"] = order.Cluster,
            ["index"] = order.Index,
            ["rate"] = order.Rate,
            ["update_percent"] = order.UpdatePercent,
            ["delete_percent"] = order.DeletePercent,
        }),
        body => $"{LabWords.Text(body, "id")} writes to {order.Index} on {order.Cluster}, {order.Rate.ToString("0.##", CultureInfo.InvariantCulture)} operations a second.");

    public Task<LabOutcome> StopLoadAsync(string id) => DoAsync(() => control.DeleteAsync($"/load/{Uri.EscapeDataString(id)}"), _ => $"{id} has ended.");

    public Task<LabOutcome> StopLoadsAsync() => DoAsync(() => control.DeleteAsync("/load"), _ => "All load has ended.");

    public Task<LabOutcome> AdvanceAsync(TimeSpan by) => DoAsync(
        () => control.PostAsync("/clock", new JsonObject { ["advance"] = string.Create(CultureInfo.InvariantCulture, $"{(long)by.TotalSeconds}s") }, LabControl.Building),
        body => $"The lab's clock went ahead by {Words.Span(by)}; it shows {LabWords.Text(body, "now").Replace('T', ' ').Split('.')[0]} UTC.");

    public Task<LabOutcome> ResetAsync() => DoAsync(
        () => control.PostAsync("/reset", atMost: LabControl.Building),
        _ => "The lab is reset: every cluster is up and empty, links are whole, no faults, no load, the clock shows real time.");

    private static JsonObject Target(string cluster, string index) => new() { ["cluster"] = cluster, ["index"] = index };

    private async Task<LabOutcome> ClusterAsync(string cluster, string verb, string done, JsonObject? body = null)
    {
        var outcome = await DoAsync(() => control.PostAsync($"/clusters/{Uri.EscapeDataString(cluster)}/{verb}", body), _ => done);
        return verb == "stop" && outcome.Result == LabResult.NotDone && outcome.Sentence.Contains("last cluster", StringComparison.Ordinal)
            ? outcome with { Sentence = $"{outcome.Sentence} Start the other one first." }
            : outcome;
    }

    private async Task<LabOutcome> DoAsync(Func<Task<LabAnswer>> call, Func<JsonElement, string> done, string? count = null)
    {
        if (!rights.CanDrive)
        {
            return new LabOutcome(LabResult.NotDone, NotAllowed);
        }

        return await call() switch
        {
            LabAnswer.Done answer => new LabOutcome(LabResult.Done, done(answer.Body), count is null ? null : LabWords.Number(answer.Body, count)),
            LabAnswer.Refused refused => new LabOutcome(LabResult.NotDone, $"Not done: {LabWords.Sentence(refused.Why)}"),
            LabAnswer.Gone gone => new LabOutcome(LabResult.NotDone, $"Not done: the lab is not there. {gone.Why}"),
            LabAnswer.Unclear unclear => new LabOutcome(LabResult.Unclear, $"It is not known whether this was done. {unclear.Why} Look at what the lab shows before you press again."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
