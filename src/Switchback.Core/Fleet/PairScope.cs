namespace Switchback.Core.Fleet;

/// <summary>Which items belong to a pair, by the name they have at home: patterns, and with a leading <c>-</c> what is left out.</summary>
public sealed record PairScope(IReadOnlyList<NamePattern> Included, IReadOnlyList<NamePattern> LeftOut)
{
    public static PairScope Parse(IEnumerable<string> patterns)
    {
        var all = patterns.ToList();
        return new PairScope(
            [.. all.Where(text => !text.StartsWith('-')).Select(text => new NamePattern(text))],
            [.. all.Where(text => text.StartsWith('-')).Select(text => new NamePattern(text[1..]))]);
    }

    public bool Contains(string item) =>
        Included.Any(pattern => pattern.Matches(item)) && !LeftOut.Any(pattern => pattern.Matches(item));

    /// <summary>The first pattern of each that can claim the same item; null when none can.</summary>
    public (NamePattern Mine, NamePattern Theirs)? FirstOverlap(PairScope other)
    {
        foreach (var mine in Included.Where(pattern => !other.LeftOut.Any(left => left.Covers(pattern))))
        {
            foreach (var theirs in other.Included.Where(pattern => !LeftOut.Any(left => left.Covers(pattern))))
            {
                if (mine.Meets(theirs)) return (mine, theirs);
            }
        }
        return null;
    }

    public bool Equals(PairScope? other) =>
        other is not null && Included.SequenceEqual(other.Included) && LeftOut.SequenceEqual(other.LeftOut);

    public override int GetHashCode() => Included.Aggregate(LeftOut.Count, HashCode.Combine);

    public override string ToString() => string.Join(',', Included.Select(p => p.Text).Concat(LeftOut.Select(p => "-" + p.Text)));
}
