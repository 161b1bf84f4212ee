using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>An operation on a whole pair. It finds for itself what the pair consists of.</summary>
internal abstract class JourneyVerb : Verb
{
    public const string RouteParameter = "route";
    public const string ByHand = "hand";
    public const string NotAtAll = "none";

    protected override string Does => Info.Title;

    public sealed override async Task DraftAsync(Asked asked, Draft draft, CancellationToken cancel)
    {
        if (asked.Request.Pair is not { } id || asked.World.Snapshot.Pair(id) is not { } view)
        {
            draft.Refuse("pair", asked.Request.Pair is { } unknown ? $"There is no pair {unknown}." : "It is for a whole pair, and none is named.", "Name one of the configured pairs.");
            return;
        }

        CheckChoices(asked, draft);
        if (draft.Refusals.Count > 0) return;
        draft.ConfirmWith = view.Options.Id;
        await DraftAsync(asked, draft, await PairWorld.ReadAsync(asked.World, view, cancel), cancel);
        if (draft.Steps.Count > 0 && draft.Items.All(item => item.Pair is null) && draft.Refusals.Count == 0) draft.Refuse("pair", "The scope of the pair matches nothing.", "Widen the scope, or set up replication first.");
    }

    protected abstract Task DraftAsync(Asked asked, Draft draft, PairWorld pair, CancellationToken cancel);

    /// <summary>What each parameter may say; null for any text.</summary>
    protected abstract IReadOnlyDictionary<string, string[]?> Choices { get; }

    public sealed override IReadOnlyList<string> Parameters => [.. Choices.Keys];

    private void CheckChoices(Asked asked, Draft draft)
    {
        foreach (var (name, allowed) in Choices)
        {
            if (allowed is not null && asked.Text(name) is { } given && !allowed.Contains(given))
                draft.Refuse(name, $"'{given}' is no choice.", $"Give one of {string.Join(", ", allowed)}.");
        }
    }

    protected static OperationInfo Journey(string verb, string title, string sentence, StepClass gravest) => new(verb, title, sentence, gravest) { IsJourney = true };
}
