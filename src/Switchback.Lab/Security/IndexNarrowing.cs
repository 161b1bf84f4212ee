using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Security;

/// <summary>
/// Rights on an index expression. Names that are written out must all be allowed; wildcards stand for what the caller may
/// see, and the call goes on with just that.
/// </summary>
public sealed class IndexNarrowing(Cluster cluster, SecurityService security, RestCall call, Principal user)
{
    /// <summary>An expression that stands for no index, whatever there is.</summary>
    private const string Nothing = "*,-*";

    public void Apply(string action, string expression)
    {
        // On names of another cluster that cluster decides.
        var parts = expression.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var local = parts.Where(part => !part.Contains(':', StringComparison.Ordinal) || part[0] == '<').ToList();
        if (!security.AllowsSomewhere(user, action)) throw security.Denial.Forbidden(user, action, [.. local.Where(part => !IsWildcard(part) && part[0] != '-')]);
        if (local.Count == 0 || TakesNamesLiterally(action))
        {
            if (local.Count > 0) security.Check(user, action, local);
            return;
        }
        var kept = Keep(action, local);
        if (kept.SequenceEqual(local)) return;
        var rest = parts.Except(local, StringComparer.Ordinal).ToList();
        call.Narrow("index", kept.Count == 0 && rest.Count == 0 ? Nothing : string.Join(',', kept.Concat(rest)));
    }

    private List<string> Keep(string action, List<string> parts)
    {
        var kept = new List<string>();
        var denied = new List<string>();
        var skipsMissing = call.Route.Parameters.Contains("ignore_unavailable") && call.Flag("ignore_unavailable");
        foreach (var part in parts)
        {
            if (part[0] == '-' && kept.Count > 0) kept.Add(part);
            else if (IsWildcard(part)) kept.AddRange(Expand(action, part));
            else if (security.Allows(user, action, part)) kept.Add(part);
            else if (!skipsMissing) denied.Add(part);
        }
        if (denied.Count > 0) throw security.Denial.Forbidden(user, action, denied);
        return kept;
    }

    /// <summary>The wildcard itself, less what it would reach and the caller may not: so its options are applied where it is resolved.</summary>
    private IEnumerable<string> Expand(string action, string pattern)
    {
        var all = pattern == "_all" ? "*" : pattern;
        var reached = cluster.State.Indices.Values.Where(index => NamesOf(index).Any(name => Wildcard.Matches(all, name))).ToList();
        // Whoever may use an alias may use what is behind it, by that name.
        var denied = reached.Where(index => !NamesOf(index).Where(name => name == index.Name || Wildcard.Matches(all, name))
            .Any(name => security.Allows(user, action, name))).ToList();
        if (denied.Count == 0) return [pattern];
        return denied.Count == reached.Count ? [] : [all, .. denied.Select(index => "-" + index.Name)];
    }

    private static IEnumerable<string> NamesOf(IndexState index) =>
        index.DataStream is { } stream ? index.Aliases.Keys.Append(index.Name).Append(stream) : index.Aliases.Keys.Append(index.Name);

    private static bool IsWildcard(string part) => part == "_all" || Wildcard.IsPattern(part);

    private static bool TakesNamesLiterally(string action) =>
        action.StartsWith("indices:data/write/", StringComparison.Ordinal)
        || action is "indices:admin/create" or "indices:admin/auto_create" or "indices:admin/rollover" or "indices:data/read/get"
        || action.StartsWith("indices:admin/xpack/ccr/", StringComparison.Ordinal);
}
