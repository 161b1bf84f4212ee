using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Operate;

/// <summary>Addresses of the wizards, filled in.</summary>
public static class OperateAddress
{
    /// <summary>More names than this do not stand in an address: the search that finds them does.</summary>
    public const int MostNames = 40;

    public static string Of(string verb, IEnumerable<string> keys, IReadOnlyDictionary<string, string>? parameters = null) =>
        $"/operate/{verb}?items={Uri.EscapeDataString(string.Join(',', keys))}{Given(parameters)}";

    public static string OfQuery(string verb, string query) => $"/operate/{verb}?query={Uri.EscapeDataString(query)}";

    /// <summary>The wizard that carries out an item's remedy; null when a person does it elsewhere.</summary>
    public static string? OfRemedy(Item item) => RemedyVerb.Of(item) is var (verb, parameters, name) ? Of(verb, [$"{item.Member}/{name}"], parameters) : null;

    public static IReadOnlyList<ItemName> Read(string? items) =>
    [
        .. (items ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(key => (Key: key, Slash: key.IndexOf('/')))
            .Where(named => named.Slash > 0 && named.Slash < named.Key.Length - 1)
            .Select(named => new ItemName(named.Key[..named.Slash], named.Key[(named.Slash + 1)..]))
            .Distinct(),
    ];

    private static string Given(IReadOnlyDictionary<string, string>? parameters) => parameters is null ? "" : string.Concat(parameters.Select(given => $"&with={Uri.EscapeDataString($"{given.Key}={given.Value}")}"));
}
