using System.Text;

namespace Switchback.Lab.Search.Queries;

/// <summary>
/// A look at a source's bytes that can rule a term out without reading the document. It only ever says "perhaps" or "no":
/// where anything is escaped, or the term is not plain ASCII, it says perhaps.
/// </summary>
public sealed class TermGlimpse
{
    private readonly byte[]? _term;
    private readonly byte _lower;
    private readonly byte _upper;

    public TermGlimpse(string term)
    {
        if (term.Length == 0 || !Ascii.IsValid(term)) return;
        _term = Encoding.ASCII.GetBytes(term);
        _lower = (byte)char.ToLowerInvariant(term[0]);
        _upper = (byte)char.ToUpperInvariant(term[0]);
    }

    public bool MayBeIn(ReadOnlySpan<byte> source)
    {
        if (_term is null || source.Contains((byte)'\\')) return true;
        var rest = source;
        while (rest.IndexOfAny(_lower, _upper) is var at and >= 0 && rest.Length - at >= _term.Length)
        {
            if (Ascii.EqualsIgnoreCase(rest.Slice(at, _term.Length), _term)) return true;
            rest = rest[(at + 1)..];
        }
        return HoldsOddCase(source);
    }

    // A few letters beyond ASCII have lower cases within it (the Kelvin sign): such sources are read.
    private static bool HoldsOddCase(ReadOnlySpan<byte> source) => source.IndexOf("\u212a"u8) >= 0 || source.IndexOf("\u0130"u8) >= 0;
}
