using System.Globalization;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>How sentences name one index, or many.</summary>
internal static class Counted
{
    /// <summary><c>bar</c>, or <c>250 followers</c>.</summary>
    public static string Followers(IReadOnlyCollection<string> names) => Of(names, "followers");

    public static string Of(IReadOnlyCollection<string> names, string many) =>
        names.Count == 1 ? names.First() : string.Create(CultureInfo.InvariantCulture, $"{names.Count:#,0} {many}");

    /// <summary><c>bar</c>, or <c>12 followers (a, b, c, d, e and 7 more)</c>.</summary>
    public static string Named(IReadOnlyCollection<string> names, string many = "followers") =>
        names.Count == 1 ? names.First() : $"{Of(names, many)} ({Say.Names(names)})";

    /// <summary>With the verb that fits.</summary>
    public static string Is(IReadOnlyCollection<string> names) => names.Count == 1 ? "is" : "are";

    public static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
