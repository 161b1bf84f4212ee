using System.Text.RegularExpressions;

namespace Switchback.Elasticsearch.Watching;

/// <summary>The data stream that a backing index belongs to, by its name: <c>.ds-logs-web-2026.11.21-000007</c> is of <c>logs-web</c>.</summary>
internal static partial class Series
{
    public static string? Of(string index) =>
        index.StartsWith(".ds-", StringComparison.Ordinal) && Backing().Match(index) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^\.ds-(.+?)-(?:\d{4}\.\d{2}\.\d{2}-)?\d{6,}$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Backing();
}
