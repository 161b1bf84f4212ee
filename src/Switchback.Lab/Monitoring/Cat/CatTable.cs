using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Monitoring.Cat;

/// <summary>One column of a _cat call: shown by default or only when asked for, by its name or one of its short names.</summary>
public sealed record CatColumn(string Name, string Aliases = "", bool IsShown = true, bool AlignsRight = false, string About = "")
{
    public bool Answers(string asked) => Name == asked || Aliases.Split(',').Contains(asked) || (Wildcard.IsPattern(asked) && Wildcard.Matches(asked, Name));
}

/// <summary>A cell: what it says, or what it measures, to be said in the unit the caller wants.</summary>
public readonly record struct CatCell(string? Text, long? Bytes = null, long? Millis = null)
{
    public static implicit operator CatCell(string? text) => new(text);

    public static CatCell Size(long? bytes) => new(null, Bytes: bytes);

    public static CatCell Time(long millis) => new(null, Millis: millis);

    public static CatCell Of(long number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>The answer of a _cat call: a table as text, or a list of objects, with the caller's columns, order and units.</summary>
public sealed class CatTable(params CatColumn[] columns)
{
    public static readonly string[] Parameters = ["v", "h", "s", "help", "bytes", "time", "size", "local", "master_timeout", "ts", "expand_wildcards", "health", "pri", "full_id", "include_unloaded_segments", "active_only", "detailed", "index"];

    private readonly List<CatCell[]> _rows = [];

    public void Add(params CatCell[] row) => _rows.Add(row);

    public LabResponse Answer(RestCall call)
    {
        if (call.Flag("help")) return LabResponse.PlainText(Help());
        var shown = Shown(call.Query("h"));
        var rows = Sorted(call.Query("s"));
        var units = new CatUnits(call.Query("bytes"), call.Query("time"));
        var json = call.Query("format") is { } format ? format == "json" : call.Request.Headers.GetValueOrDefault("accept")?.Contains("json", StringComparison.Ordinal) == true;
        return json ? LabResponse.Ok(Json(shown, rows, units)) : LabResponse.PlainText(Text(shown, rows, units, call.Flag("v")));
    }

    private List<(int At, string Heading)> Shown(string? asked)
    {
        if (string.IsNullOrEmpty(asked)) return [.. columns.Select((column, at) => (column, at)).Where(pair => pair.column.IsShown).Select(pair => (pair.at, pair.column.Name))];
        var shown = new List<(int, string)>();
        foreach (var name in asked.Split(',', StringSplitOptions.TrimEntries))
        {
            for (var at = 0; at < columns.Length; at++)
            {
                if (!columns[at].Answers(name) || shown.Exists(pair => pair.Item1 == at)) continue;
                // A short name heads its column as it was asked for; JSON and wildcards do too.
                shown.Add((at, Wildcard.IsPattern(name) ? columns[at].Name : name));
            }
        }
        return shown;
    }

    private IEnumerable<CatCell[]> Sorted(string? order)
    {
        if (string.IsNullOrEmpty(order)) return _rows;
        IOrderedEnumerable<CatCell[]>? sorted = null;
        foreach (var part in order.Split(','))
        {
            var fields = part.Split(':');
            var at = Array.FindIndex(columns, column => column.Answers(fields[0]));
            if (at < 0) throw Errors.IllegalArgument($"Unable to sort by unknown sort key `{fields[0]}`");
            var descending = fields.Length > 1 && fields[1] == "desc";
            var comparer = Comparer<CatCell>.Create(Compare);
            sorted = sorted is null
                ? descending ? _rows.OrderByDescending(row => row[at], comparer) : _rows.OrderBy(row => row[at], comparer)
                : descending ? sorted.ThenByDescending(row => row[at], comparer) : sorted.ThenBy(row => row[at], comparer);
        }
        return sorted ?? (IEnumerable<CatCell[]>)_rows;
    }

    private static int Compare(CatCell a, CatCell b)
    {
        if ((a.Bytes ?? a.Millis) is { } left && (b.Bytes ?? b.Millis) is { } right) return left.CompareTo(right);
        return double.TryParse(a.Text, System.Globalization.CultureInfo.InvariantCulture, out var x) && double.TryParse(b.Text, System.Globalization.CultureInfo.InvariantCulture, out var y)
            ? x.CompareTo(y)
            : string.CompareOrdinal(a.Text, b.Text);
    }

    private static JsonArray Json(List<(int At, string Heading)> shown, IEnumerable<CatCell[]> rows, CatUnits units)
    {
        var list = new JsonArray();
        foreach (var row in rows)
        {
            var item = new JsonObject();
            foreach (var (at, heading) in shown) item[heading] = units.Say(row[at]);
            list.Add(item);
        }
        return list;
    }

    private string Text(List<(int At, string Heading)> shown, IEnumerable<CatCell[]> rows, CatUnits units, bool withHeadings)
    {
        var lines = rows.Select(row => shown.Select(pair => units.Say(row[pair.At]) ?? "").ToArray()).ToList();
        if (withHeadings) lines.Insert(0, [.. shown.Select(pair => pair.Heading)]);
        var widths = shown.Select((_, i) => lines.Count == 0 ? 0 : lines.Max(line => line[i].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            for (var i = 0; i < line.Length; i++)
            {
                var last = i == line.Length - 1;
                if (columns[shown[i].At].AlignsRight) text.Append(line[i].PadLeft(widths[i]));
                else text.Append(last ? line[i] : line[i].PadRight(widths[i]));
                if (!last) text.Append(' ');
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private string Help()
    {
        var (names, aliases) = (columns.Max(column => column.Name.Length), columns.Max(column => column.Aliases.Length));
        return string.Concat(columns.Select(column => $"{column.Name.PadRight(names)} | {column.Aliases.PadRight(aliases)} | {(column.About.Length == 0 ? column.Name : column.About)} \n"));
    }
}
