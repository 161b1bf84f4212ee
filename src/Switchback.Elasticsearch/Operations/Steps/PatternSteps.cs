using System.Text.Json;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Pauses the rules that make followers, or lets them go on. With the leader down an active one asks for it hundreds of times a second.</summary>
internal sealed class PatternSwitchStep(bool pause) : IStepKind
{
    public string Name => pause ? StepKinds.PausePattern : StepKinds.ResumePattern;

    public Needs Needs => Needs.Patterns;

    public string Actions => "*auto_follow_pattern*";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) =>
        items.Select(item => StepRequest.One(pause ? PatternRequests.Pause(RuleNames.Bare(item.Name)) : PatternRequests.Resume(RuleNames.Bare(item.Name)), item));

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Pattern is not { } pattern)
            return pause ? Judging.There("There is no such pattern any more.") : scene.Refused("There is no pattern of this name.", "The pattern was deleted.", "Put it again.");
        if (pattern.Active != pause) return Judging.There(pause ? "It is paused." : "It is active.");
        return scene.Absent(pause ? "It is active." : "It is paused.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, Acknowledgement.Read, _ => null, timing, cancel);
}

/// <summary>Puts a rule that makes followers. There when one of its name says the same and is active; another's of that name is left alone.</summary>
internal sealed class PutPatternStep : IStepKind
{
    public string Name => StepKinds.PutPattern;

    public Needs Needs => Needs.Patterns;

    public string Actions => "*auto_follow_pattern*";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) =>
        items.Select(item => StepRequest.One(PatternRequests.Put(RuleNames.Bare(item.Name), PatternText.Read(item.Fact(ItemFacts.Pattern))), item));

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Pattern is not { } pattern) return scene.Absent("There is no pattern of this name.");
        var wanted = PatternText.Read(scene.Item.Fact(ItemFacts.Pattern));
        if (PatternText.Says(pattern, wanted)) return pattern.Active ? Judging.There("It is there and active.") : scene.Absent("It is there, and paused.");
        return scene.Absent("Another pattern has this name.", "A pattern of this name says something else, and putting this one would replace it.", "Rename or delete that one first.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, Acknowledgement.Read, _ => null, timing, cancel);
}

/// <summary>Deletes a rule that makes followers; what it has made goes on following.</summary>
internal sealed class DeletePatternStep : IStepKind
{
    public string Name => StepKinds.DeletePattern;

    public Needs Needs => Needs.Patterns;

    public string Actions => "*auto_follow_pattern*";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => items.Select(item => StepRequest.One(PatternRequests.Delete(RuleNames.Bare(item.Name)), item));

    public ItemSight Judge(ItemScene scene) => scene.Pattern is null ? Judging.There("There is no such pattern.") : scene.Absent("It is there.");

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, Acknowledgement.Read, _ => null, timing, cancel);
}

/// <summary>A rule as a plan keeps it.</summary>
internal static class PatternText
{
    public static string Write(PatternOrder order) => JsonSerializer.Serialize(new Kept(order.Remote, order.LeaderPatterns, order.Excluded, order.FollowPattern, order.Parameters.Given().ToDictionary(field => field.Name, field => field.Value)));

    public static PatternOrder Read(string? text)
    {
        var kept = JsonSerializer.Deserialize<Kept>(text ?? "{}")!;
        var item = new PlanItem("", "", null, (kept.Parameters ?? []).ToDictionary(field => ItemFacts.Parameter + field.Key, field => field.Value, StringComparer.Ordinal));
        return new PatternOrder(kept.Remote ?? "", kept.Leaders ?? [], kept.Excluded ?? [], kept.Follow, Orders.Parameters(item));
    }

    public static bool Says(AutoFollowPattern pattern, PatternOrder wanted) =>
        pattern.Remote == wanted.Remote && pattern.LeaderPatterns.Order(StringComparer.Ordinal).SequenceEqual(wanted.LeaderPatterns.Order(StringComparer.Ordinal))
        && pattern.Excluded.Order(StringComparer.Ordinal).SequenceEqual(wanted.Excluded.Order(StringComparer.Ordinal))
        && (pattern.FollowPattern ?? "{{leader_index}}") == (wanted.FollowPattern ?? "{{leader_index}}");

    private sealed record Kept(string? Remote, IReadOnlyList<string>? Leaders, IReadOnlyList<string>? Excluded, string? Follow, Dictionary<string, string>? Parameters);
}
