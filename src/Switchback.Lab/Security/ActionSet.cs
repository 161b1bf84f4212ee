using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>
/// Which transport actions something grants: patterns, less what is taken out again. Patterns are names or prefixes with a
/// star at the end, so that one set lies within another exactly if samples of both say so.
/// </summary>
public sealed class ActionSet(IReadOnlyList<string> patterns, params string[] except)
{
    public static readonly ActionSet None = new([]);

    public bool Allows(string action) =>
        patterns.Any(pattern => Wildcard.Matches(pattern, action)) && !except.Any(pattern => Wildcard.Matches(pattern, action));

    public bool Covers(ActionSet other) => Cover([this], other);

    /// <summary>Whether everything the other set grants is granted by one or another of these.</summary>
    public static bool Cover(IReadOnlyCollection<ActionSet> sets, ActionSet other) =>
        other.Samples().Concat(sets.SelectMany(set => set.Samples())).Where(other.Allows)
            .All(action => sets.Any(set => set.Allows(action)));

    private IEnumerable<string> Samples() => patterns.Concat(except).SelectMany(Sample);

    // A star stands for nothing, and for something that no real action is called.
    private static IEnumerable<string> Sample(string pattern) =>
        pattern.Contains('*', StringComparison.Ordinal)
            ? [pattern.Replace("*", "", StringComparison.Ordinal), pattern.Replace("*", "\u0002", StringComparison.Ordinal)]
            : [pattern];
}
