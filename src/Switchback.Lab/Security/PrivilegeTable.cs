using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>The named privileges of one kind (cluster or index) in one version, in the order in which Elasticsearch names them to people.</summary>
public sealed class PrivilegeTable
{
    private readonly SortedDictionary<string, ActionSet> _named;
    private readonly IReadOnlyList<string> _byAccess;
    private readonly string _kind;
    private readonly string[] _actions;

    public PrivilegeTable(string kind, string[] actions, bool leastIsNarrowest, IEnumerable<(string Name, ActionSet Actions)> named)
    {
        _kind = kind;
        _actions = actions;
        _named = new(named.ToDictionary(p => p.Name, p => p.Actions), StringComparer.Ordinal);
        _byAccess = [.. _named.Keys.OrderBy(name => leastIsNarrowest ? -WithinOthers(name) : OthersWithin(name)).ThenBy(name => name, StringComparer.Ordinal)];
    }

    public IReadOnlyCollection<string> Names => _byAccess;

    /// <summary>A named privilege, or one made of an action's own name, which stands for all that begin with it.</summary>
    public ActionSet Find(string name)
    {
        var plain = name.ToLowerInvariant();
        if (_actions.Any(pattern => Wildcard.Matches(pattern, plain))) return new ActionSet([plain + "*"]);
        return _named.GetValueOrDefault(plain) ?? throw Errors.IllegalArgument(
            $"unknown {_kind} privilege [{plain}]. a privilege must be either one of the predefined {_kindInWords} [{string.Join(",", _byAccess)}]"
            + $" or a pattern over one of the available {_kind} actions");
    }

    /// <summary>Who could have done it: the privileges that grant an action, the least powerful first.</summary>
    public IEnumerable<string> Granting(string action) => _byAccess.Where(name => _named[name].Allows(action));

    private string _kindInWords => _kind == "index" ? "fixed indices privileges" : "cluster privilege names";

    private int WithinOthers(string name) => _named.Count(other => other.Key != name && other.Value.Covers(_named[name]));

    private int OthersWithin(string name) => _named.Count(other => other.Key != name && _named[name].Covers(other.Value));
}
