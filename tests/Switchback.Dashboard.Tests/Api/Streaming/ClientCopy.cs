using System.Text.Json.Nodes;

namespace Switchback.Dashboard.Tests.Api.Streaming;

/// <summary>What a client keeps of followers: docs/api.md, "Applying a delta", done to the letter.</summary>
internal sealed class ClientCopy
{
    private Dictionary<string, JsonNode> _byId = [];
    private List<string> _order = [];
    private JsonObject _head = [];

    public long Version => _head["version"]!.GetValue<long>();

    public void TakeSnapshot(JsonNode snapshot)
    {
        _head = snapshot.DeepClone().AsObject();
        var items = _head["items"]!.AsArray();
        _head.Remove("items");
        _byId = items.ToDictionary(item => Id(item!), item => item!.DeepClone());
        _order = [.. items.Select(item => Id(item!))];
    }

    public void TakeDelta(JsonNode delta)
    {
        Assert.Equal(Version, delta["base"]!.GetValue<long>());
        foreach (var head in new[] { "version", "asOf", "ages", "total", "counts" })
        {
            _head[head] = delta[head]?.DeepClone();
        }

        foreach (var id in delta["removed"]!.AsArray().Select(id => id!.GetValue<string>()))
        {
            Assert.True(_byId.Remove(id), $"{id} was not there");
            _order.Remove(id);
        }

        foreach (var item in delta["changed"]!.AsArray())
        {
            _byId[Id(item!)] = item!.DeepClone();
        }

        if (delta["order"] is JsonArray order)
        {
            _order = [.. order.Select(id => id!.GetValue<string>())];
        }
    }

    public JsonNode ToSnapshot()
    {
        Assert.Equal(_byId.Count, _order.Count);
        var whole = _head.DeepClone().AsObject();
        whole["items"] = new JsonArray([.. _order.Select(id => _byId[id].DeepClone())]);
        return whole;
    }

    private static string Id(JsonNode item) => $"{item["cluster"]!.GetValue<string>()}/{item["index"]!.GetValue<string>()}";
}
