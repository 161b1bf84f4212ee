using System.Globalization;
using System.Text;
using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>Items as lines for a spreadsheet. What is not known is an empty cell, and no cell is taken for a formula.</summary>
internal static class ItemCsv
{
    private const string Head = "cluster,index,verdict,reason,lagOperations,lagAtLeast,lagSeconds,asOf,remote,leader,pair,pattern,dataStream,shards,bytes,keptUntil,since";

    public static string Write(FleetSnapshot snapshot, IEnumerable<Item> items)
    {
        var text = new StringBuilder(Head).Append("\r\n");
        foreach (var item in items)
        {
            text.AppendJoin(',',
                Cell(item.Member), Cell(item.Name), item.Verdict.Id, Cell(item.Verdict.Reason), Number(item.Lag.Operations), item.Lag.AtLeast ? "true" : "false",
                Number(item.Lag.Behind?.TotalSeconds), Moment(snapshot.AsOf(item)), Cell(item.Source.Link), Cell(item.Source.Name), Cell(item.Pair), Cell(item.Rule),
                Cell(item.Series), Number(item.Parts > 0 ? item.Parts : null), Number(item.Bytes), Moment(item.KeptUntil), Moment(item.Since)).Append("\r\n");
        }
        return text.ToString();
    }

    /// <summary>A text that a spreadsheet would reckon with gets a quote before it, which makes it a text.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "";
}
