namespace Switchback.Core.Fleet;

/// <summary>Which pair an item belongs to: the one between its two members whose scope holds the name it has at home.</summary>
public sealed class PairMap(IReadOnlyList<PairOptions> pairs)
{
    public IReadOnlyList<PairOptions> Pairs { get; } = pairs;

    /// <param name="member">Where the copy is.</param>
    /// <param name="name">What it is called there.</param>
    /// <param name="sourceMember">Where it comes from; null when that is not known.</param>
    /// <param name="sourceName">What it is called there.</param>
    public PairOptions? Find(string member, string name, string? sourceMember, string sourceName)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Away == member && (sourceMember ?? pair.Home) == pair.Home && pair.Scope.Contains(sourceName)) return pair;
            if (pair.Home == member && (sourceMember ?? pair.Away) == pair.Away && pair.Scope.Contains(name)) return pair;
        }
        return null;
    }
}
