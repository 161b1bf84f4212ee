namespace Switchback.Core.Query;

/// <summary>What somebody may have meant by a misspelt word.</summary>
internal static class NearWords
{
    private const int Most = 3;

    /// <summary>The nearest first; nothing when none is near.</summary>
    public static IReadOnlyList<string> Find(string text, IEnumerable<string> words)
    {
        if (text.Length is 0 or > 40) return [];
        var lower = text.ToLowerInvariant();
        return [.. words
            .Select(word => (Word: word, Distance: word.Contains(lower, StringComparison.Ordinal) ? 0 : Distance(lower, word)))
            .Where(near => near.Distance <= Math.Max(1, near.Word.Length / 3))
            .OrderBy(near => near.Distance)
            .Take(Most)
            .Select(near => near.Word)];
    }

    /// <summary>How many letters to change, add or leave out.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
