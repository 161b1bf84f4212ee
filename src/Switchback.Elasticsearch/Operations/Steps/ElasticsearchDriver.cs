using System.Runtime.CompilerServices;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Elasticsearch's cross-cluster replication as plans and runs drive it.</summary>
public sealed class ElasticsearchDriver : IDriver
{
    private readonly ElasticsearchClusters _clusters;
    private readonly IOperationPlanner _planner;
    private readonly StepBook _book;
    private readonly StepTiming _timing;
    private readonly TimeProvider _time;
    private readonly SceneReader _reader;

    /// <summary>
    /// The plan of each step that was looked at or rendered. A call is sent as it is rendered from these two again, never from
    /// its text; who sends a step has always looked at it before.
    /// </summary>
    private readonly ConditionalWeakTable<PlanStep, Plan> _plans = [];

    /// <summary>The items as they were looked at last, with what the run has found out about them by then.</summary>
    private readonly ConditionalWeakTable<Plan, System.Collections.Concurrent.ConcurrentDictionary<string, PlanItem>> _looked = [];

    public ElasticsearchDriver(ElasticsearchClusters clusters, IOperationPlanner planner, StepBook book, StepTiming timing, TimeProvider time)
    {
        (_clusters, _planner, _book, _timing, _time) = (clusters, planner, book, timing, time);
        _reader = new SceneReader(clusters, new OpenRights(time, timing), timing);
    }

    public string System => ElasticsearchRegistration.SystemName;

    public IReadOnlyList<OperationInfo> Operations => _planner.Operations;

    public Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel) => _planner.PlanAsync(request, by, cancel);

    public IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step, IReadOnlyCollection<string>? only = null)
    {
        _plans.AddOrUpdate(step, plan);
        return _book.CallsOf(plan, step, only);
    }

    public async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Plan plan, PlanStep step, IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        _plans.AddOrUpdate(step, plan);
        if (_clusters.Find(step.Member) is not { } cluster)
            return items.ToDictionary(item => item.Key, _ => Judging.Unclear($"{step.Member} is not among the configured clusters any more."), StringComparer.Ordinal);
        var kind = _book.Kind(step);
        var looked = _looked.GetValue(plan, _ => new(StringComparer.Ordinal));
        foreach (var item in items) looked[item.Key] = item;
        if (kind is ILooks own) return await own.LookAsync(new Look(_clusters, cluster, plan, step, items, _timing, _time), cancel);
        var scenes = await _reader.ReadAsync(cluster, kind, plan, step, [.. items.Select(item => TakingBack.Of(item, step))], cancel);
        return items.ToDictionary(
            item => item.Key,
            item => scenes[item.Key].TryGet(out var scene, out var fault) ? kind.Judge(scene) : Judging.Unclear($"It could not be seen: {fault.Say()}"),
            StringComparer.Ordinal);
    }

    public async Task<CallOutcome> SendAsync(PlanStep step, StepCall call, CancellationToken cancel)
    {
        if (!_plans.TryGetValue(step, out var plan)) return No("The step belongs to no plan that was looked at: look first.");
        if (_clusters.Find(step.Member) is not { } cluster) return No($"{step.Member} is not among the configured clusters any more.");
        if (_book.Requests(plan, step, [.. call.Items]).FirstOrDefault(request => StepBook.Call(step, request).Call == call.Call) is not { } request)
            return No("The plan has no such call.");
        var kind = _book.Kind(step);
        if (kind.Destroys && await InTheWayAsync(plan, step, request, cancel) is { } why)
            return No(why) with { After = TimeSpan.Zero };
        return await kind.SendAsync(cluster, request, _timing, cancel);
    }

    /// <summary>
    /// Names alone say which index such a call destroys. Between the look and the call a journal was written and others may have
    /// acted: one more look makes that gap as small as it can be. What it finds is for the next look to judge, item by item.
    /// </summary>
    private async Task<string?> InTheWayAsync(Plan plan, PlanStep step, StepRequest request, CancellationToken cancel)
    {
        // Where nothing was and nothing is planned to be replaced, nothing can be lost: the server refuses an open index.
        if (request.Items.All(item => item.Identity is null) && step.Kind == StepKinds.Follow) return null;
        var looked = _looked.GetValue(plan, _ => new(StringComparer.Ordinal));
        var sights = await LookAsync(plan, step, [.. request.Items.Select(item => looked.GetValueOrDefault(item.Key, item))], cancel);
        return sights.Values.FirstOrDefault(sight => sight is not { Effect: Presence.Absent, Refusal: null }) is { } sight
            ? $"Not sent, for right before it was looked at once more: {sight.Refusal?.Why ?? sight.Seen}"
            : null;
    }

    private static CallOutcome.Rejected No(string why) => new(why, "nothing was sent");
}
