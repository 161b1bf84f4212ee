using System.Text;

namespace Switchback.Lab.Search;

/// <summary>
/// The standard analyzer: words are runs of letters and digits, lower-cased; an apostrophe or full stop between letters, and a point or
/// comma between digits, do not end one.
/// </summary>
public static class TextAnalyzer
{
    private const int LongestToken = 255;

    public static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (IsWordPart(c) || (word.Length > 0 && i + 1 < text.Length && Joins(text[i - 1], c, text[i + 1])))
            {
                word.Append(char.ToLowerInvariant(c));
                if (word.Length < LongestToken) continue;
            }
            End();
        }
        End();
        return tokens;

        void End()
        {
            if (word.Length > 0) tokens.Add(word.ToString());
            word.Clear();
        }
    }

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;

    private static bool Joins(char before, char c, char after) => c switch
    {
        '\'' or '\u2019' or '.' when char.IsLetter(before) && char.IsLetter(after) => true,
        '.' or ',' when char.IsDigit(before) && char.IsDigit(after) => true,
        ':' when char.IsLetter(before) && char.IsLetter(after) => false,
        _ => false,
    };
}
