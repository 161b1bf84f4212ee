using System.Globalization;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>What must hold before a plan is made, read freshly: rights, licence, that the leader answers.</summary>
internal static class Guards
{
    /// <summary>More names than this are first asked for as "everything".</summary>
    private const int FewNames = 200;

    private const string ManageFollowing = "manage_ccr";

    /// <summary>
    /// Whether the credential for changes may do all the steps of a plan on a cluster: that it may open again is known before the
    /// first close.
    /// </summary>
    public static async Task RightsAsync(Asked asking, Draft draft, string member, IReadOnlyCollection<string> kinds, IReadOnlyCollection<string> names, CancellationToken cancel, string what = "")
    {
        var (world, title) = (asking.World, $"Rights on {what}{member}");
        string[] inCluster = kinds.Any(kind => kind is StepKinds.Pause or StepKinds.Resume or StepKinds.Follow or StepKinds.PausePattern or StepKinds.PutPattern) ? [ManageFollowing] : [];
        string[] onIndices = [.. kinds.Select(Right).OfType<string>().Distinct(StringComparer.Ordinal)];
        IReadOnlyCollection<string> asked = names.Count <= FewNames ? names : ["*"];
        var answer = await world.Sources.PrivilegesAsync(member, inCluster, asked, onIndices, cancel);
        if (names.Count > FewNames && answer.TryGet(out var all, out _) && !all.HasAll)
        {
            answer = await world.Sources.PrivilegesAsync(member, inCluster, names, onIndices, cancel);
            asked = names;
        }
        if (!answer.TryGet(out var granted, out var fault))
        {
            NoAnswer(asking, draft, title, member, [.. names.Select(name => new ItemName(member, name).Key)], fault);
            return;
        }
        var lacking = inCluster.Where(right => !granted.Has(right)).ToList();
        foreach (var right in onIndices)
        {
            var without = asked.Where(name => !granted.Has(name, right)).ToList();
            if (without.Count > 0) lacking.Add($"{right} on {Counted.Named(without, "indices")}");
        }
        draft.Findings.Add(new PlanFinding(title, lacking.Count == 0 ? "everything that the steps need" : $"lacks {string.Join("; ", lacking)}", lacking.Count == 0));
        if (lacking.Count > 0)
        {
            var why = $"The user that Switchback changes {member} with lacks {string.Join("; ", lacking)}."
                + (kinds.Contains(StepKinds.Close) && lacking.Any(right => right.StartsWith("indices:admin/open", StringComparison.Ordinal)) ? " It could close and not open again." : "");
            draft.Refuse(member, why, "Give that user the rights, or configure another credential.");
        }
    }

    /// <summary>Only following needs it, and resuming; whoever stops needs none.</summary>
    public static async Task LicenceAsync(World world, Draft draft, string member, CancellationToken cancel)
    {
        var answer = await world.Sources.LicenceAsync(member, cancel);
        if (!answer.TryGet(out var licence, out var fault))
        {
            draft.Findings.Add(new PlanFinding($"Licence of {member}", fault.Say(), null));
            return;
        }
        draft.Findings.Add(new PlanFinding($"Licence of {member}", $"{licence.Type}, {licence.Status}", licence.GrantsFollowing));
        if (!licence.GrantsFollowing)
            draft.Refuse(member, $"Its licence ({licence.Type}, {licence.Status}) does not cover cross-cluster replication.", "Install a trial, platinum or enterprise licence that is active.");
    }

    /// <summary>Notes when the cluster that is changed last told how it is.</summary>
    public static void Answers(World world, Draft draft, string member)
    {
        var asOf = world.Member(member)?.AsOf;
        draft.Findings.Add(new PlanFinding($"{member} answers", asOf is { } at ? string.Create(CultureInfo.InvariantCulture, $"yes, as of {at.UtcDateTime:HH:mm:ss} UTC") : "not known", asOf is null ? null : true));
    }

    /// <summary>Notes which leaders answer. A leader of no configured cluster cannot be asked: that is said and stops nothing.</summary>
    public static void Leaders(Draft draft, IEnumerable<Target> targets)
    {
        foreach (var leader in targets.GroupBy(target => (target.LeaderName, target.LeaderAnswers)))
        {
            draft.Findings.Add(new PlanFinding($"{leader.Key.LeaderName} answers", leader.Key.LeaderAnswers switch { true => "yes", false => "no", null => "not known: it is none of the configured clusters" }, leader.Key.LeaderAnswers));
        }
    }

    private static void NoAnswer(Asked asking, Draft draft, string title, string member, IReadOnlyList<string> items, Fault fault)
    {
        if (Rights.SaysSecurityOff(fault))
        {
            draft.Findings.Add(new PlanFinding(title, "everything: security is off there", true));
            return;
        }
        draft.Findings.Add(new PlanFinding(title, fault.Say(), fault is Fault.WatchOnly ? false : null));
        if (fault is Fault.WatchOnly) draft.Refuse(member, "It is only watched: there is no credential for changes.", $"Configure Clusters:{member}:OperateCredential.");
        else if (asking.BreakGlass.Contains(Glass.RightsUnseen)) draft.Break(Glass.RightsUnseen, $"What may be done on {member} cannot be told, and what is closed may not open again. {fault.Say()}", items);
        else draft.Refuse(member, $"What may be done there cannot be told. {fault.Say()}", "Try again when it answers.", Glass.RightsUnseen);
    }

    private static string? Right(string kind) => kind switch
    {
        StepKinds.Close => "indices:admin/close",
        StepKinds.Open => "indices:admin/open",
        StepKinds.Unfollow or StepKinds.Follow => "manage_follow_index",
        StepKinds.Delete or StepKinds.Discard or StepKinds.Tidy => "delete_index",
        StepKinds.Fence => "indices:admin/settings/update",
        StepKinds.Merge => "index",
        StepKinds.Ledger => "read",
        StepKinds.WriteAlias => "indices:admin/aliases",
        StepKinds.Forget => "manage_leader_index",
        StepKinds.PromoteStream => "indices:admin/data_stream/promote",
        StepKinds.Rollover => "indices:admin/rollover",
        _ => null,
    };
}
