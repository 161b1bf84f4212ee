using System.Globalization;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>
/// The ten follow parameters as values by wire name. A plan keeps all ten for each item, those that nobody gave included: what is
/// sent then does not depend on what a server takes for a default.
/// </summary>
public static class FollowValues
{
    public static IReadOnlyList<string> Names { get; } = [.. FollowParameters.Defaults.Given().Select(field => field.Name)];

    public static IReadOnlyDictionary<string, string> Defaults { get; } =
        FollowParameters.Defaults.Given().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);

    /// <summary>All ten: the later ones of these count.</summary>
    public static IReadOnlyDictionary<string, string> Effective(params IReadOnlyDictionary<string, string>?[] layers)
    {
        var values = new Dictionary<string, string>(Defaults, StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            if (layer is null) continue;
            foreach (var (name, value) in layer)
            {
                if (values.ContainsKey(name)) values[name] = value;
            }
        }
        return values;
    }

    public static IReadOnlyDictionary<string, string> Of(FollowParameters parameters) =>
        parameters.Given().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);

    /// <summary>What a step sends for an item: going forward the new values, taking back the former ones where there are any.</summary>
    public static FollowParameters ToSend(PlanItem item, PlanStep step) => Parse(name =>
        (step.Number < 0 ? item.Fact(ItemFacts.FormerParameter + name) : null) ?? item.Fact(ItemFacts.Parameter + name));

    private static FollowParameters Parse(Func<string, string?> value) => new()
    {
        MaxReadRequestOperationCount = Count(value(Fields.MaxReadRequestOperationCount)),
        MaxWriteRequestOperationCount = Count(value(Fields.MaxWriteRequestOperationCount)),
        MaxOutstandingReadRequests = Count(value(Fields.MaxOutstandingReadRequests)),
        MaxOutstandingWriteRequests = Count(value(Fields.MaxOutstandingWriteRequests)),
        MaxReadRequestSize = value(Fields.MaxReadRequestSize),
        MaxWriteRequestSize = value(Fields.MaxWriteRequestSize),
        MaxWriteBufferCount = Count(value(Fields.MaxWriteBufferCount)),
        MaxWriteBufferSize = value(Fields.MaxWriteBufferSize),
        MaxRetryDelay = value(Fields.MaxRetryDelay),
        ReadPollTimeout = value(Fields.ReadPollTimeout),
    };

    private static int? Count(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
