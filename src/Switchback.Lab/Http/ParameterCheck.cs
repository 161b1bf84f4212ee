namespace Switchback.Lab.Http;

/// <summary>Query parameters that a call does not know are refused before it runs, with a guess at what was meant.</summary>
public static class ParameterCheck
{
    private const double Alike = 0.5;

    private static readonly string[] EveryCallKnows = ["pretty", "human", "error_trace", "filter_path", "format", "source", "source_content_type"];

    public static void Check(LabRequest request, Route route, IReadOnlyDictionary<string, string> values)
    {
        var unknown = request.Query.Keys
            .Where(key => !EveryCallKnows.Contains(key) && !route.Parameters.Contains(key) && !values.ContainsKey(key))
            .Order(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0) return;
        var plural = unknown.Count == 1 ? "parameter" : "parameters";
        throw Errors.IllegalArgument(
            $"request [{request.Path}] contains unrecognized {plural}: {string.Join(", ", unknown.Select(key => $"[{key}]{Guess(key, route)}"))}");
    }

    private static string Guess(string unknown, Route route)
    {
        var near = route.Parameters.Select(known => (Name: known, Score: Likeness(unknown, known))).Where(guess => guess.Score > Alike)
            .OrderByDescending(guess => guess.Score).ThenBy(guess => guess.Name, StringComparer.Ordinal).Select(guess => guess.Name).ToList();
        return near.Count switch
        {
            0 => "",
            1 => $" -> did you mean [{near[0]}]?",
            _ => $" -> did you mean any of [{string.Join(", ", near)}]?",
        };
    }

    /// <summary>1 for the same, 0 for nothing in common: one less the share of letters to change.</summary>
    private static double Likeness(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, corner + (one[i - 1] == other[j - 1] ? 0 : 1));
                corner = above;
            }
        }
        return 1 - ((double)row[^1] / Math.Max(one.Length, other.Length));
    }
}
