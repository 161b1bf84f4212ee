using System.Security.Cryptography;
using System.Text;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Whether a call for an item is still working in the cluster.</summary>
internal enum CallsInFlight
{
    None,

    /// <summary>One of ours, for this very item.</summary>
    ForThis,

    /// <summary>Somebody else's, and nothing tells for which index.</summary>
    Unnamed,

    /// <summary>It could not be known: the list was not to be had, or not every node answered.</summary>
    Unclear,
}

/// <summary>
/// The mark that a call carries, and how a running task is recognised by it. Elasticsearch leaves the description of these
/// tasks empty; a call that hung and was given up can be told from the others by its mark alone.
/// </summary>
internal static class CallMarks
{
    private const string Prefix = "switchback:";

    /// <summary>Long enough to tell ten thousand items apart, short enough that a hundred go into one header.</summary>
    private const int Digits = 10;

    public static string Of(IStepKind kind, IEnumerable<PlanItem> items) => $"{Prefix}{kind.Name}:{string.Join(',', items.Select(item => Of(kind.MarkOf(item))).Distinct())}";

    public static CallsInFlight Find(RunningTasks tasks, IStepKind kind, PlanItem item)
    {
        var mark = Of(kind.MarkOf(item));
        var found = tasks.IsComplete ? CallsInFlight.None : CallsInFlight.Unclear;
        foreach (var task in tasks.Tasks)
        {
            if (task.Mark is not { } carried || !carried.StartsWith(Prefix, StringComparison.Ordinal)) found = CallsInFlight.Unnamed;
            else if (carried.Split(':')[^1].Split(',').Contains(mark)) return CallsInFlight.ForThis;
        }

        return found;
    }

    private static string Of(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..Digits];
}
