using System.Text.RegularExpressions;

namespace Switchback.Core.Tests.Architecture;

/// <summary>
/// Core speaks of pairs, sides, items and positions. The day it knows what an index or a status code is, a second
/// replication system would need a second Core.
/// </summary>
public sealed partial class WordTests
{
    private static readonly string[] ForeignWords =
    [
        "http", "https", "url", "uri", "asp", "blazor", "razor", "signalr",
        "elastic", "elasticsearch", "ccr", "kibana", "lucene", "index", "indices", "shard", "shards",
        "follower", "followers", "follow", "unfollow", "document", "documents",
    ];

    [Fact]
    public void Core_Identifiers_NameNoTransportAndNoReplicationSystem()
    {
        var guilty = Repository.Files("src/Switchback.Core", "*.cs")
            .SelectMany(file => Identifiers(Repository.Read(file)).Select(identifier => (File: file, Identifier: identifier)))
            .Where(found => Words(found.Identifier).Any(word => ForeignWords.Contains(word, StringComparer.OrdinalIgnoreCase)))
            .Select(found => $"{found.File}: {found.Identifier}")
            .Distinct();

        Assert.Empty(guilty);
    }

    [Theory]
    [InlineData("int shardCount;", "shardCount")]
    [InlineData("class HTTPClient;", "HTTPClient")]
    [InlineData("var x = list.IndexOf(y);", null)]
    [InlineData("// an index in a comment, and \"http\" in a text", null)]
    public void Scan_Text_FindsForeignWordsInIdentifiersOnly(string code, string? expected)
    {
        var found = Identifiers(code).Where(identifier => Words(identifier).Any(word => ForeignWords.Contains(word, StringComparer.OrdinalIgnoreCase)));

        Assert.Equal(expected is null ? [] : [expected], found);
    }

    private static IEnumerable<string> Identifiers(string code) =>
        Identifier().Matches(CommentsAndTexts().Replace(code, " ")).Select(match => match.Value)
            // The language's own words for places in a list.
            .Where(name => name is not ("IndexOf" or "LastIndexOf" or "IndexOfAny" or "FindIndex" or "Index" or "IndexOutOfRangeException"));

    private static IEnumerable<string> Words(string identifier) => Word().Matches(identifier).Select(match => match.Value);

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|""\".*?""\"|\$?@?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'""", RegexOptions.Singleline, 10_000)]
    private static partial Regex CommentsAndTexts();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*", RegexOptions.None, 10_000)]
    private static partial Regex Identifier();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", RegexOptions.None, 10_000)]
    private static partial Regex Word();
}
