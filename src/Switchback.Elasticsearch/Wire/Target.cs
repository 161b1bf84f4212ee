namespace Switchback.Elasticsearch.Wire;

/// <summary>Builds paths out of names. A name is data: it is escaped, and one that would change the path's meaning is refused.</summary>
internal static class Target
{
    /// <summary>Elasticsearch refuses a longer request line (method, path, query); servers before it may cut it.</summary>
    public const int LongestLine = 4096;

    /// <summary>Names that may hold wildcards, for reads.</summary>
    public static string Names(IEnumerable<string> names) =>
        string.Join(',', names.Select(Name));

    public static string Name(string name) =>
        Uri.EscapeDataString(name).Replace("%2A", "*", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal);

    /// <summary>
    /// Why these names may not stand in a call that changes something: an empty list, <c>_all</c> or a wildcard would reach
    /// indices that nobody named.
    /// </summary>
    public static string? FlawOfConcrete(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) return "no name is given";
        return names.Select(FlawOfConcrete).FirstOrDefault(flaw => flaw is not null);
    }

    public static string? FlawOfConcrete(string name) => FlawOf(name)
        ?? (name.StartsWith('_') || name.StartsWith('-') || name.AsSpan().ContainsAny("*,:<>")
            ? $"'{name}' could stand for more than one thing"
            : null);

    public static string? FlawOf(string name) =>
        string.IsNullOrWhiteSpace(name) ? "a name is empty"
        : name is "." or ".." || name.AsSpan().ContainsAny("/\\#?\"") || name.Any(char.IsControl) ? $"'{name}' is no name"
        : null;
}
