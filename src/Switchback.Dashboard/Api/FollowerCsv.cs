using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Api.Answers;

namespace Switchback.Dashboard.Api;

/// <summary>Followers as lines for a spreadsheet: all that a query finds, or those that were selected on the page, in the same columns.</summary>
internal static class FollowerCsv
{
    public const string MediaType = "text/csv";

    /// <summary>About as much as one write to the network takes.</summary>
    private const int Chunk = 16 * 1024;

    private static readonly (string Name, Func<FollowerAnswer, object?> Value)[] Columns =
    [
        ("cluster", f => f.Cluster), ("index", f => f.Index), ("verdict", f => f.Verdict), ("word", f => f.Word), ("reason", f => f.Reason),
        ("causeType", f => f.Cause?.Type), ("causeReason", f => f.Cause?.Reason), ("remedy", f => f.Remedy?.Name), ("since", f => f.Since),
        ("lagOperations", f => f.Lag.Operations), ("lagSeconds", f => f.Lag.Seconds), ("catchUpSeconds", f => f.Lag.CatchUpSeconds),
        ("lagAtLeast", f => f.Lag.AtLeast), ("asOf", f => f.Lag.AsOf),
        ("remote", f => f.Remote), ("leader", f => f.Leader), ("leaderCluster", f => f.LeaderCluster), ("pair", f => f.Pair),
        ("pattern", f => f.Pattern), ("dataStream", f => f.DataStream), ("shards", f => f.Shards), ("bytes", f => f.Bytes),
        ("position", f => f.Position), ("leaderPosition", f => f.LeaderPosition), ("keptUntil", f => f.KeptUntil), ("hidden", f => f.Hidden),
    ];

    public static IEnumerable<string> Names => Columns.Select(column => column.Name);

    public static string Write(FleetSnapshot snapshot, IEnumerable<Item> items)
    {
        var text = new StringBuilder().AppendJoin(',', Names).Append("\r\n");
        foreach (var item in items)
        {
            AppendLine(text, snapshot, item);
        }

        return text.ToString();
    }

    /// <summary>Written as it is made: ten thousand lines never stand in memory at once.</summary>
    public static async Task WriteAsync(HttpResponse response, ItemResult found, CancellationToken cancel)
    {
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"followers.csv\"";
        var line = new StringBuilder();
        line.AppendJoin(',', Names).Append("\r\n");
        var unsent = Write(response.BodyWriter, line);
        foreach (var item in found.Items)
        {
            AppendLine(line.Clear(), found.Snapshot, item);
            unsent += Write(response.BodyWriter, line);
            if (unsent >= Chunk)
            {
                await response.BodyWriter.FlushAsync(cancel);
                unsent = 0;
            }
        }

        await response.BodyWriter.FlushAsync(cancel);
    }

    /// <summary>Absent is empty. A text that a spreadsheet would take for a formula is marked as text.</summary>
    internal static string Cell(object? value) => value switch
    {
        null => "",
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        string text => Quote(text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static void AppendLine(StringBuilder text, FleetSnapshot snapshot, Item item)
    {
        var follower = ToAnswer.Follower(item, snapshot.AsOf(item));
        text.AppendJoin(',', Columns.Select(column => Cell(column.Value(follower)))).Append("\r\n");
    }

    private static string Quote(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static int Write(PipeWriter writer, StringBuilder line)
    {
        var written = 0;
        foreach (var chunk in line.GetChunks())
        {
            written += (int)Encoding.UTF8.GetBytes(chunk.Span, writer);
        }

        return written;
    }
}
