namespace Switchback.Core.Query;

/// <summary>How one text is looked for in another, whatever the case of its letters.</summary>
internal readonly record struct TextMatch
{
    private readonly string _text;
    private readonly Way _way;

    private TextMatch(string text, Way way) => (_text, _way) = (text, way);

    private enum Way
    {
        Contains,
        Equals,
        Wild,
    }

    /// <summary>Anywhere in the other text.</summary>
    public static TextMatch Part(string text) => new(text, Way.Contains);

    /// <summary>The whole text, letter by letter.</summary>
    public static TextMatch Exactly(string text) => new(text, Way.Equals);

    /// <summary>The whole text, where a star stands for anything.</summary>
    public static TextMatch Whole(string text) => new(text, Way.Wild);

    public bool Matches(string text) => _way switch
    {
        Way.Contains => text.Contains(_text, StringComparison.OrdinalIgnoreCase),
        Way.Equals => string.Equals(text, _text, StringComparison.OrdinalIgnoreCase),
        _ => Wild(_text, text),
    };

    private static bool Wild(string pattern, string text)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (n < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, resume) = (p++, n);
            else if (p < pattern.Length && char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[n]))
                (p, n) = (p + 1, n + 1);
            else if (star >= 0)
                (p, n) = (star + 1, ++resume);
            else
                return false;
        }
        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }
}
