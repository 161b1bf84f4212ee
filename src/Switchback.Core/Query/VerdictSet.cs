using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>Some of the verdicts, in one number: asked ten thousand times a query.</summary>
public readonly record struct VerdictSet(uint Bits)
{
    public static readonly VerdictSet None = default;

    public bool IsEmpty => Bits == 0;

    public bool Contains(VerdictKind kind) => (Bits & (1u << (int)kind)) != 0;

    public VerdictSet With(VerdictKind kind) => new(Bits | (1u << (int)kind));

    public VerdictSet Without(VerdictKind kind) => new(Bits & ~(1u << (int)kind));

    public VerdictSet Or(VerdictSet other) => new(Bits | other.Bits);

    /// <summary>
    /// What a person means by a text: the verdict with this very id or word; else every one whose id or word begins so; with a
    /// star, every one whose id it matches. Empty when there is none.
    /// </summary>
    public static VerdictSet Of(string text)
    {
        var exact = None;
        var begins = None;
        var wild = text.Contains('*', StringComparison.Ordinal) ? TextMatch.Whole(text) : (TextMatch?)null;
        foreach (var word in VerdictWords.All)
        {
            if (Same(word.Id, text) || Same(word.Word, text)) exact = exact.With(word.Kind);
            if (wild is { } pattern
                ? pattern.Matches(word.Id)
                : word.Id.StartsWith(text, StringComparison.OrdinalIgnoreCase) || word.Word.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                begins = begins.With(word.Kind);
            }
        }
        return exact.IsEmpty ? begins : exact;
    }

    /// <summary>The ids, the worst first, as a query writes them.</summary>
    public override string ToString()
    {
        var set = this;
        return string.Join(',', VerdictWords.All.Where(word => set.Contains(word.Kind)).Select(word => word.Id));
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
