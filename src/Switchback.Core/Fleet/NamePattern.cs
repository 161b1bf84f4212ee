namespace Switchback.Core.Fleet;

/// <summary>A name with <c>*</c> in it, as people write scopes: <c>logs-*</c>.</summary>
public readonly record struct NamePattern(string Text)
{
    public bool Matches(ReadOnlySpan<char> name) => Matches(Text, name);

    /// <summary>
    /// Whether this pattern surely matches everything the other one does. The other's stars are kept as stars, which only
    /// a star can match; so a "yes" is always right, and a "no" may be too careful.
    /// </summary>
    public bool Covers(NamePattern other) => Matches(Text, other.Text);

    /// <summary>Whether some name is matched by both.</summary>
    public bool Meets(NamePattern other)
    {
        // reachable[j]: this pattern's read part and the first j characters of the other can stand for the same text.
        var (a, b) = (Text, other.Text);
        var reachable = new bool[b.Length + 1];
        reachable[0] = true;
        for (var j = 1; j <= b.Length && b[j - 1] == '*'; j++)
            reachable[j] = true;
        foreach (var c in a)
        {
            var next = new bool[b.Length + 1];
            next[0] = c == '*' && reachable[0];
            for (var j = 1; j <= b.Length; j++)
            {
                next[j] = c == '*' || b[j - 1] == '*'
                    ? reachable[j] || next[j - 1]
                    : reachable[j - 1] && c == b[j - 1];
            }
            reachable = next;
        }
        return reachable[b.Length];
    }

    public override string ToString() => Text;

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, resume) = (p++, n);
            else if (p < pattern.Length && pattern[p] == name[n])
                (p, n) = (p + 1, n + 1);
            else if (star >= 0)
                (p, n) = (star + 1, ++resume);
            else
                return false;
        }
        return pattern[p..].Trim('*').IsEmpty;
    }
}
