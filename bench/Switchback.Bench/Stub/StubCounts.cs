using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Switchback.Bench.Stub;

/// <summary>What was asked for, how often, how much was sent, and when each generation first left.</summary>
internal sealed class StubCounts
{
    private readonly ConcurrentDictionary<string, Count> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Count> _unknown = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, long> _left = new();

    public void Answered(string cluster, string kind, int bytes) => Add(_calls, $"{cluster} {kind}", bytes);

    public void NotKnown(string cluster, string path) => Add(_unknown, $"{cluster} {path}", 0);

    /// <summary>The leader's positions of this generation are out; only the first time counts.</summary>
    public void Left(int generation, DateTimeOffset at) => _left.TryAdd(generation, at.ToUnixTimeMilliseconds());

    public JsonObject Report() => new()
    {
        ["calls"] = Counts(_calls),
        ["unknown"] = Counts(_unknown),
        ["left"] = new JsonObject(_left.OrderBy(left => left.Key)
            .Select(left => KeyValuePair.Create<string, JsonNode?>(left.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), left.Value))),
    };

    private static void Add(ConcurrentDictionary<string, Count> counts, string key, int bytes) =>
        counts.AddOrUpdate(key, _ => new Count(1, bytes), (_, before) => new Count(before.Calls + 1, before.Bytes + bytes));

    private static JsonObject Counts(ConcurrentDictionary<string, Count> counts) => new(counts.OrderBy(count => count.Key, StringComparer.Ordinal)
        .Select(count => KeyValuePair.Create<string, JsonNode?>(count.Key, new JsonObject { ["calls"] = count.Value.Calls, ["bytes"] = count.Value.Bytes })));

    private readonly record struct Count(long Calls, long Bytes);
}
