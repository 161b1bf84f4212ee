using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Operate;

/// <summary>Addresses of the wizards, filled in.</summary>
public static class OperateAddress
{
    /// <summary>More names than this do not stand in an address: the search that finds them does, or what they are kept under.</summary>
    public const int MostNames = 40;

    public static string Of(string verb, IEnumerable<string> keys, IReadOnlyDictionary<string, string>? parameters = null) =>
        $"/operate/{verb}?items={Uri.EscapeDataString(string.Join(',', keys))}{Given(parameters)}";

    public static string Of(string verb, Selection kept) => $"/operate/{verb}?selection={kept.Id}";

    /// <summary>Names where an address can carry them, and otherwise what they are kept under.</summary>
    public static string Of(string verb, IReadOnlyList<ItemName> items, SelectionShelf shelf) => items.Count <= MostNames ? Of(verb, items.Select(item => item.Key)) : Of(verb, shelf.Keep(items));

    /// <summary>The second step, which leads back to what was chosen in the first.</summary>
    /// <param name="begin">When it begins at the earliest; null: as soon as it may.</param>
    public static string Review(Plan plan, Selection from, string reason, DateTimeOffset? begin = null) =>
        $"/operate/{plan.Operation}/review?plan={plan.Id}&from={from.Id}&reason={Uri.EscapeDataString(reason)}{Begins(Journeys.StartTime.Write(begin))}";

    /// <summary>A journey, for a pair, with answers filled in.</summary>
    public static string OfJourney(string verb, string pair, params (string Name, string Value)[] answers) =>
        $"/operate/{verb}?pair={Uri.EscapeDataString(pair)}{string.Concat(answers.Select(answer => $"&with={Uri.EscapeDataString($"{answer.Name}={answer.Value}")}"))}";

    public static string Begins(string? begin) => begin is { Length: > 0 } ? $"&begin={Uri.EscapeDataString(begin)}" : "";

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
