using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Makes followers. What is named are the leader's indices, on the cluster that is to follow.</summary>
internal sealed class FollowVerb : Verb
{
    public override OperationInfo Info { get; } = new(Verbs.Follow, "Create follower", "Copies indices from a remote cluster and follows them from there on. Nothing that is there is touched.", StepClass.Reversible);

    public override bool TakesFollowParameters => true;

    public override IReadOnlyList<string> Parameters => [Verbs.RemoteParameter, Verbs.NameParameter, Verbs.SettingsParameter];

    protected override string Does => "Create";

    public override string TitleOf(Draft draft) => draft.Items.Count == 1 ? base.TitleOf(draft).Replace("Create ", "Create follower ", StringComparison.Ordinal) : base.TitleOf(draft);

    public override async Task DraftAsync(Asked asked, Draft draft, CancellationToken cancel)
    {
        if (asked.Request.Items.Count == 0) draft.Refuse("The plan", "No index is named that is to be followed.", "Choose at least one of the leader's indices.");
        if (asked.Text(Verbs.RemoteParameter) is not { } alias)
        {
            draft.Refuse(Verbs.RemoteParameter, "Which remote cluster has the leaders is not said.", "Give the alias of a remote cluster.");
            return;
        }
        foreach (var member in asked.Request.Items.Distinct().GroupBy(item => item.Member, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (!IsThere(asked.World, draft, member.Key)) continue;
            var settings = FollowSettings.Read(asked, draft, member.Key);
            if (draft.Refusals.Count > 0 || await LeaderSide.ReadAsync(asked.World, draft, member.Key, alias, cancel) is not { } leaders) continue;
            var followers = new NewFollowers(member.Key, leaders, asked.Text(Verbs.NameParameter) ?? IndexNames.Placeholder, FollowValues.Effective(asked.Given), settings);
            await followers.WriteAsync(asked, draft, [.. member.Select(item => item.Name).Order(StringComparer.Ordinal)], new Sorting(), cancel);
        }
    }

    public static bool IsThere(World world, Draft draft, string member)
    {
        if (world.Member(member) is null) draft.Refuse(member, "No cluster of this name is configured.", "Name a configured cluster.");
        else if (!world.Answers(member)) draft.Refuse(member, "It does not answer.", $"Bring {member} back.");
        else return true;
        return false;
    }
}
