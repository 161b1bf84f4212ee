using System.Text.RegularExpressions;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>What a set of roles allows together: whatever one of them allows.</summary>
public sealed class Permissions
{
    private static readonly TimeSpan RegexLimit = TimeSpan.FromSeconds(1);

    private readonly List<ActionSet> _cluster = [];
    private readonly List<(IndexGrant Grant, List<ActionSet> Actions)> _indices = [];

    public Permissions(IEnumerable<RoleDescriptor> roles, Privileges known)
    {
        foreach (var role in roles)
        {
            _cluster.AddRange(role.Cluster.Select(known.Cluster.Find));
            foreach (var grant in role.Indices) _indices.Add((grant, [.. grant.Privileges.Select(known.Index.Find)]));
        }
    }

    public bool AllowsCluster(string action) => _cluster.Exists(set => set.Allows(action));

    /// <summary>On at least one index, whatever it is called.</summary>
    public bool AllowsSomewhere(string action) => _indices.Exists(entry => entry.Actions.Exists(set => set.Allows(action)));

    public bool AllowsIndex(string action, string index) =>
        _indices.Exists(entry => Fits(entry.Grant, index) && entry.Actions.Exists(set => set.Allows(action)));

    public bool CoversCluster(ActionSet wanted) => ActionSet.Cover(_cluster, wanted);

    /// <summary>Whether a privilege is held on every index that an expression (a name or a pattern) stands for.</summary>
    public bool CoversIndex(ActionSet wanted, string expression)
    {
        var sample = expression.Replace("*", "\u0002", StringComparison.Ordinal).Replace("?", "\u0002", StringComparison.Ordinal);
        return ActionSet.Cover([.. _indices.Where(entry => Fits(entry.Grant, sample)).SelectMany(entry => entry.Actions)], wanted);
    }

    private static bool Fits(IndexGrant grant, string index) => (grant.AllowRestricted || !SecurityIndex.IsCalled(index)) && grant.Names.Any(name => Fits(name, index));

    private static bool Fits(string pattern, string index)
    {
        if (pattern is ['/', .. var regex, '/']) return Regex.IsMatch(index, $"^(?:{regex})$", RegexOptions.None, RegexLimit);
        if (!pattern.Contains('?', StringComparison.Ordinal)) return Wildcard.Matches(pattern, index);
        var escaped = Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);
        return Regex.IsMatch(index, $"^{escaped}$", RegexOptions.Singleline, RegexLimit);
    }
}
