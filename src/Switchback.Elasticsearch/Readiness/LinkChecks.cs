using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>What has to hold between two clusters, in the direction the data would flow.</summary>
internal static class LinkChecks
{
    /// <summary>A cluster follows one of its own version or an older one, patch level included.</summary>
    /// <param name="follower">The side that would follow.</param>
    /// <param name="leader">The side that would lead.</param>
    /// <param name="isLater">It is needed only after the move, to be protected again.</param>
    public static Check Version(SideInput follower, SideInput leader, bool isLater)
    {
        var id = isLater ? "version-afterwards" : "version";
        var title = isLater ? $"Afterwards {follower.Name} may follow {leader.Name}" : $"{follower.Name} may follow {leader.Name}";
        if (follower.Facts.Identity.Value is not { } mine || leader.Facts.Identity.Value is not { } theirs) return SideChecks.Unknown(id, title, "Not both versions are known.");
        var asOf = SideChecks.Older(follower.Facts.Identity.ReadAt, leader.Facts.Identity.ReadAt);
        var value = $"{mine.VersionText} follows {theirs.VersionText}";
        return mine.Version >= theirs.Version
            ? SideChecks.Pass(id, title, value, "The side that follows has the same version or a newer one.", asOf)
            : new Check(id, title, isLater ? CheckOutcome.Warn : CheckOutcome.Fail, value, $"{theirs.VersionText} or newer",
                isLater ? $"After failing over nothing could flow back to {follower.Name}: it is older." : $"{follower.Name} is older than {leader.Name}, and an older cluster cannot follow a newer one.",
                $"Upgrade {follower.Name} to {theirs.VersionText}.", null, asOf);
    }

    public static Check Remote(SideInput follower, SideInput leader)
    {
        const string id = "remote";
        var title = $"{follower.Name} has a remote that leads to {leader.Name}";
        var remotes = follower.Facts.Remotes;
        if (!remotes.IsGood) return SideChecks.NotRead(id, title, remotes);
        var (found, isSure) = RemoteOf(remotes.Value!, leader);
        if (found is null)
        {
            var seed = leader.Facts.Nodes.Value?.FirstOrDefault()?.TransportAddress;
            return new Check(id, title, CheckOutcome.Fail, "none", null, $"None of its remotes leads to {leader.Name}, so it cannot follow it.", $"Connect {follower.Name} to {leader.Name}.",
                $"PUT /_cluster/settings\n{{\"persistent\":{{\"cluster.remote.{leader.Name}.seeds\":[\"{seed ?? "host:9300"}\"]}}}}", remotes.ReadAt);
        }
        if (!isSure)
        {
            return new Check(id, title, CheckOutcome.Warn, found.Alias, null, $"The remote {found.Alias} is taken for {leader.Name} by its name alone: none of its addresses is one of {leader.Name}'s nodes.",
                "Check that its addresses lead there.", "GET /_remote/info", remotes.ReadAt);
        }
        return found.Connected
            ? SideChecks.Pass(id, title, found.Alias, "It is connected.", remotes.ReadAt)
            : new Check(id, title, CheckOutcome.Warn, $"{found.Alias}, not connected", null, "It is not connected just now. That proves nothing: a remote is connected when somebody uses it.",
                "Poke it: one search across makes it connect.", $"GET /{found.Alias}:*/_search?size=0", remotes.ReadAt);
    }

    /// <summary>The remote whose addresses are the other cluster's; failing that, the one that is called like it.</summary>
    public static (RemoteInfo? Remote, bool IsSure) RemoteOf(IReadOnlyList<RemoteInfo> remotes, SideInput other)
    {
        var addresses = other.Facts.Nodes.Value?.Select(node => node.TransportAddress).Where(address => address.Length > 0).ToHashSet(StringComparer.Ordinal) ?? [];
        if (remotes.FirstOrDefault(remote => remote.Addresses.Any(addresses.Contains)) is { } sure) return (sure, true);
        var names = new[] { other.Name, other.Facts.Identity.Value?.ClusterName };
        return (remotes.FirstOrDefault(remote => names.Contains(remote.Alias, StringComparer.OrdinalIgnoreCase)), false);
    }
}
