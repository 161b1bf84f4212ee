using System.Text;
using System.Text.RegularExpressions;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>What an index may be called, and what a follower is called by a template.</summary>
public static partial class IndexNames
{
    public const string Placeholder = "{{leader_index}}";

    private const string Forbidden = " \"*\\<|,>/?#:";

    /// <summary>Why the server would refuse this name; null when it would not.</summary>
    public static string? Complaint(string name) =>
        name.Length == 0 ? "A name is empty."
        : name.FirstOrDefault(letter => Forbidden.Contains(letter) || char.IsControl(letter)) is var wrong and not '\0' ? $"'{name}' holds '{wrong}', which no name may hold."
        : name.Any(char.IsUpper) ? $"'{name}' has capital letters: index names have none."
        : name[0] is '_' or '-' or '+' ? $"'{name}' begins with '{name[0]}', which no index name does."
        : name is "." or ".." ? $"'{name}' is no name."
        : Encoding.UTF8.GetByteCount(name) > 255 ? $"The name '{name[..40]}…' is longer than 255 bytes."
        : null;

    /// <summary>
    /// The follower's name. Inside the name of a data stream's backing index the template is put around the stream's name, as
    /// auto-follow does from 8.4 on; null where such a name cannot be taken apart.
    /// </summary>
    public static string? Fill(string template, string leader, bool renamesStreams)
    {
        if (!renamesStreams || !leader.StartsWith(".ds-", StringComparison.Ordinal) || template == Placeholder) return Put(template, leader);
        var parts = BackingIndex().Match(leader);
        return parts.Success ? $".ds-{Put(template, parts.Groups[1].Value)}-{parts.Groups[2].Value}" : null;
    }

    /// <summary>The local stream that a backing index comes into.</summary>
    public static string StreamOf(string template, string leaderStream) => Put(template, leaderStream);

    private static string Put(string template, string name) => template.Replace(Placeholder, name, StringComparison.Ordinal);

    // .ds-logs-2026.11.21-000001: the stream, then the day and the generation.
    [GeneratedRegex(@"^\.ds-(.+)-(\d{4}\.\d{2}\.\d{2}(?:-\d+)?)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BackingIndex();
}
