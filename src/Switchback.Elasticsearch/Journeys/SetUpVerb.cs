using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>Sets a pair up: both sides know each other, a rule follows what is born from now on, and what is there already is followed.</summary>
internal sealed class SetUpVerb : JourneyVerb
{
    public const string ModeParameter = "mode";
    public const string HomeAddress = "home-address";
    public const string AwayAddress = "away-address";
    public const string PatternParameter = "pattern";
    private const string Sniff = "sniff";
    private const string Proxy = "proxy";

    public override OperationInfo Info { get; } = Journey(Verbs.SetUp, "Set up a pair", "Makes both sides know each other, tried out before anything else is done; puts an auto-follow pattern for what is born from now on; and follows what is there.", StepClass.Reversible);

    protected override IReadOnlyDictionary<string, string[]?> Choices { get; } = new Dictionary<string, string[]?>
    {
        [ModeParameter] = [Sniff, Proxy],
        [HomeAddress] = null,
        [AwayAddress] = null,
        [PatternParameter] = null,
    };

    protected override async Task DraftAsync(Asked asked, Draft draft, PairWorld pair, CancellationToken cancel)
    {
        var (home, away) = (pair.Home, pair.Away);
        await PlannedGuards.CheckAsync(asked, draft, pair, home, away, cancel);
        if (draft.Refusals.Count > 0) return;
        if (pair.View.Active == Side.Away) draft.Refuse("pair", $"{away.Member} leads now: setting up makes it follow.", "Fail back first.");
        if (!PlannedGuards.MayFollow(draft, asked.World, away.Member, home.Member)) draft.Refuse(away.Member, $"It is older than {home.Member}, and an older cluster cannot follow a newer one.", $"Upgrade {away.Member} first.");
        if (!PlannedGuards.MayFollow(draft, asked.World, home.Member, away.Member)) draft.Warn($"{home.Member} is older than {away.Member}: it could not follow it after a failover, so there would be no way back until it is upgraded.");
        if (draft.Refusals.Count > 0) return;
        var alias = await ConnectAsync(asked, draft, pair, away, home, asked.Text(HomeAddress), cancel);
        await ConnectAsync(asked, draft, pair, home, away, asked.Text(AwayAddress), cancel);
        if (draft.Refusals.Count > 0 || alias is null) return;
        Pattern(asked, draft, pair, away, home, alias);
        await FollowAsync(asked, draft, pair, away, home, alias, cancel);
        draft.Title = $"Set up {pair.Options.Id}: {away.Member} follows {home.Member}";
    }

    /// <summary>One side knows the other, by the way that was asked for; tried out by the step itself.</summary>
    private static async Task<string?> ConnectAsync(Asked asked, Draft draft, PairWorld pair, SideWorld on, SideWorld to, string? address, CancellationToken cancel)
    {
        if (address is null) return await PlannedGuards.ConnectAsync(draft, pair, on, to, cancel);
        if (address.Split(',').Any(one => one.LastIndexOf(':') is not (> 0 and var colon) || !int.TryParse(one[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535))
        {
            draft.Refuse(on.Side == Side.Home ? AwayAddress : HomeAddress, $"'{address}' is no address.", "Give host:port of the transport interface (9300 with certificates, 9443 with API keys, 9400 on Elastic Cloud); several with commas between in sniff mode.");
            return null;
        }

        var alias = pair.AliasOf(on, to) ?? to.Member;
        var keys = asked.Text(ModeParameter) == Proxy
            ? $"mode=proxy\nproxy_address={address}\nseeds="
            : $"mode=sniff\nseeds={address}\nproxy_address=";
        var item = PlanItems.Of(on.Member, RuleNames.Remote(alias), null, pair.Options.Id, null, null, [(ItemFacts.RemoteKeys, keys)]);
        draft.Add(item);
        draft.Step(StepKinds.Connect, StepClass.Reversible, on.Member, [item.Key], new StepWords($"Make {to.Member} known to {on.Member} as remote {alias} ({address}).", $"{to.Member} answers {on.Member} through it."));
        return alias;
    }

    private static void Pattern(Asked asked, Draft draft, PairWorld pair, SideWorld away, SideWorld home, string alias)
    {
        if (asked.Text(PatternParameter) is not { } text || away.Patterns.Any(pattern => pattern.Name == pair.Options.Id && pattern.Active)) return;
        var order = new PatternOrder(alias, text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), [], null, new FollowParameters());
        var item = PlanItems.Of(away.Member, RuleNames.Pattern(pair.Options.Id), null, pair.Options.Id, null, null, [(ItemFacts.Pattern, PatternText.Write(order))]);
        draft.Add(item);
        var step = draft.Step(StepKinds.PutPattern, StepClass.Reversible, away.Member, [item.Key], new StepWords($"Put the auto-follow pattern {pair.Options.Id} on {away.Member} for {text}, so that what is born on {home.Member} from now on is followed.", $"{away.Member} has it, active.", "Delete."));
        draft.TakeBack(step, StepKinds.DeletePattern, [item.Key], new StepWords($"Delete the auto-follow pattern {pair.Options.Id} on {away.Member} again.", $"{away.Member} has none of that name."));
    }

    private static async Task FollowAsync(Asked asked, Draft draft, PairWorld pair, SideWorld away, SideWorld home, string alias, CancellationToken cancel)
    {
        var wanted = Twins.LedBy(pair, home).Where(twin => twin.OtherIndex is null && twin.LeadingIndex.State == IndexState.Open).ToList();
        var taken = Twins.LedBy(pair, home).Where(twin => twin.OtherIndex is not null && !twin.IsFollowed(away)).Select(twin => twin.Other).ToList();
        if (taken.Count > 0) draft.Warn($"{Counted.Named(taken, "indices")} {Counted.Is(taken)} on {away.Member} already and {(taken.Count == 1 ? "does" : "do")} not follow: left as {(taken.Count == 1 ? "it is" : "they are")}.");
        if (wanted.Count == 0)
        {
            if (draft.Steps.Count == 0) draft.Refuse("pair", "Everything in scope is followed, and both sides know each other.", "Nothing to do.");
            return;
        }

        await Guards.RightsAsync(asked, draft, away.Member, [StepKinds.Follow], [.. wanted.Select(twin => twin.Other)], cancel);
        if (draft.Refusals.Count > 0) return;
        foreach (var twin in wanted)
        {
            draft.Add(PlanItems.Of(away.Member, twin.Other, null, pair.Options.Id, FollowValues.Effective(), null,
                [(ItemFacts.Remote, alias), (ItemFacts.Leader, twin.Leading), (ItemFacts.LeaderUuid, twin.LeadingIndex.Uuid), (ItemFacts.LeaderCluster, home.Member), (ItemFacts.Twin, twin.Leading), (ItemFacts.TwinCluster, home.Member)]));
        }

        Turning.Protect(draft, new PairSide(pair.Options.Id, away.Side, away.Member), home.Member,
            [.. wanted.Select(twin => new Turned($"{away.Member}/{twin.Other}", twin.Other, $"{home.Member}/{twin.Leading}", twin.Leading, Stays: false, twin.LeadingIndex.PrimaryBytes ?? 0, null, null))], asked.World.CopySpeed(away.Member));
    }
}
