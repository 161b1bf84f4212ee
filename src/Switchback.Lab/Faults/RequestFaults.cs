namespace Switchback.Lab.Faults;

/// <summary>The rules in force, in the order in which they were made; the first that takes a request decides. Lives on the loop.</summary>
public sealed class RequestFaults
{
    private readonly List<RequestFault> _rules = [];
    private int _made;

    public IReadOnlyList<RequestFault> Rules => _rules;

    public string NextId() => $"fault-{++_made}";

    public void Add(RequestFault rule) => _rules.Add(rule);

    public bool Remove(string id) => _rules.RemoveAll(rule => rule.Id == id) > 0;

    public void Clear() => _rules.Clear();

    public RequestFault? Take(string cluster, string method, string path)
    {
        RequestFault? taken = null;
        // Every rule counts every match, so that "the third search" means the same whatever other rules there are.
        foreach (var rule in _rules)
            if (rule.Takes(cluster, method, path))
                taken ??= rule;
        return taken;
    }
}
