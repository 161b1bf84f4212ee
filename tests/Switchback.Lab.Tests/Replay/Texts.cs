namespace Switchback.Lab.Tests.Replay;

/// <summary>
/// Whether a recorded text and an answered one say the same. A variable in the recorded text must be met by its very value:
/// folding ids alone would take any id for any other, so the values are marked on both sides before the rest is folded.
/// </summary>
public sealed class Texts(CompareRules rules, Variables variables)
{
    // Private-use characters: no pattern matches them, and no answer of a cluster holds them.
    private const int FirstMark = 0xE000;

    public bool AreAlike(string recorded, string answered)
    {
        if (string.Equals(recorded, answered, StringComparison.Ordinal))
            return Variables.NamesIn(recorded).Count == 0;

        var names = Variables.NamesIn(recorded);
        if (names.Any(name => variables.Find(name) is null))
            return false;
        var filled = variables.Fill(recorded);
        return string.Equals(Normalise(filled, names), Normalise(answered, names), StringComparison.Ordinal);
    }

    private string Normalise(string text, IReadOnlyList<string> names) =>
        rules.Folds.Aggregate(Mark(text, names), (folded, fold) => fold.Apply(folded));

    private string Mark(string text, IReadOnlyList<string> names)
    {
        var mark = FirstMark;
        foreach (var value in names.Select(name => variables.Find(name)!))
            text = text.Replace(value, ((char)mark++).ToString(), StringComparison.Ordinal);
        return text;
    }
}
