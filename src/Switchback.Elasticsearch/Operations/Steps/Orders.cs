using System.Globalization;
using System.Text.Json;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>From an item's facts to what is asked of the cluster.</summary>
internal static class Orders
{
    /// <summary>The parameters that a step sends. One that takes another back sends those from before, where they differ.</summary>
    public static FollowParameters Parameters(PlanItem item, PlanStep step) =>
        Parameters(item, step.Number < 0 && item.Facts.Keys.Any(name => name.StartsWith(ItemFacts.FormerParameter, StringComparison.Ordinal)) ? ItemFacts.FormerParameter : ItemFacts.Parameter);

    /// <summary>Those that stand in its facts.</summary>
    public static FollowParameters Parameters(PlanItem item) => Parameters(item, ItemFacts.Parameter);

    private static FollowParameters Parameters(PlanItem item, string prefix) => new()
    {
        MaxReadRequestOperationCount = Count(item, prefix + Fields.MaxReadRequestOperationCount),
        MaxWriteRequestOperationCount = Count(item, prefix + Fields.MaxWriteRequestOperationCount),
        MaxOutstandingReadRequests = Count(item, prefix + Fields.MaxOutstandingReadRequests),
        MaxOutstandingWriteRequests = Count(item, prefix + Fields.MaxOutstandingWriteRequests),
        MaxReadRequestSize = item.Fact(prefix + Fields.MaxReadRequestSize),
        MaxWriteRequestSize = item.Fact(prefix + Fields.MaxWriteRequestSize),
        MaxWriteBufferCount = Count(item, prefix + Fields.MaxWriteBufferCount),
        MaxWriteBufferSize = item.Fact(prefix + Fields.MaxWriteBufferSize),
        MaxRetryDelay = item.Fact(prefix + Fields.MaxRetryDelay),
        ReadPollTimeout = item.Fact(prefix + Fields.ReadPollTimeout),
    };

    public static WireRequest Follow(PlanItem item)
    {
        var order = new FollowOrder(
            item.Fact(ItemFacts.Remote) ?? "", item.Fact(ItemFacts.Leader) ?? "", Parameters(item, ItemFacts.Parameter), Settings(item, out var flaw),
            // A copy with its leader's name goes to the stream that bears the leader's stream's name by itself, on every version.
            item.Name == item.Fact(ItemFacts.Leader) ? null : item.Fact(ItemFacts.Stream));
        if (order.Remote.Length == 0 || order.LeaderIndex.Length == 0) flaw = "the plan does not say what to follow";
        var request = FollowRequests.Follow(item.Name, order);
        return flaw is null ? request : request with { Flaw = flaw };
    }

    public static IReadOnlyList<RetentionLeaseId> Leases(PlanItem item) =>
        [.. (item.Fact(ItemFacts.Leases) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select(RetentionLeaseId.Parse).OfType<RetentionLeaseId>()];

    private static int? Count(PlanItem item, string name) =>
        int.TryParse(item.Fact(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static Dictionary<string, string?>? Settings(PlanItem item, out string? flaw)
    {
        flaw = null;
        if (item.Fact(ItemFacts.Settings) is not { } text) return null;
        var flat = new Dictionary<string, string?>(StringComparer.Ordinal);
        try
        {
            using var settings = JsonDocument.Parse(text);
            if (settings.RootElement.ValueKind == JsonValueKind.Object) Flatten(settings.RootElement, "", flat);
            else flaw = "the settings are no JSON object";
        }
        catch (JsonException)
        {
            flaw = "the settings are no JSON";
        }

        return flat;
    }

    private static void Flatten(JsonElement at, string prefix, Dictionary<string, string?> into)
    {
        foreach (var field in at.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Object) Flatten(field.Value, prefix + field.Name + ".", into);
            else into[prefix + field.Name] = field.Value.ValueKind == JsonValueKind.Null ? null : field.Value.ToString();
        }
    }
}
