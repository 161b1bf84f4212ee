using Switchback.Dashboard.Api.Answers;

namespace Switchback.Dashboard.Api.Streaming;

/// <summary>What changed between two short lists.</summary>
internal static class Difference
{
    public static Changes<T> Of<T>(IReadOnlyList<T> before, IReadOnlyList<T> now, Func<T, string> id, Func<T, T, bool> isSame)
    {
        var known = before.ToDictionary(id);
        var changed = now.Where(item => !known.TryGetValue(id(item), out var old) || !isSame(old, item)).ToList();
        return new Changes<T>(changed, [.. known.Keys.Except(now.Select(id))]);
    }

    /// <summary>Lists inside a record are compared by what they hold.</summary>
    public static bool IsSame(PairAnswer a, PairAnswer b) => a.Counts.SequenceEqual(b.Counts) && a == b with { Counts = a.Counts };
}
