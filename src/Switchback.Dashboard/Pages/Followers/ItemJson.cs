using System.Buffers;
using System.Text;
using System.Text.Json;
using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>Items as a list for another program, in the words of the API.</summary>
internal static class ItemJson
{
    public static string Write(FleetSnapshot snapshot, IReadOnlyCollection<Item> items)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("total", items.Count);
            json.WriteNumber("version", snapshot.Version);
            json.WriteString("asOf", snapshot.TakenAt.UtcDateTime);
            json.WriteStartArray("items");
            foreach (var item in items) Write(json, snapshot, item);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, FleetSnapshot snapshot, Item item)
    {
        json.WriteStartObject();
        json.WriteString("cluster", item.Member);
        json.WriteString("index", item.Name);
        json.WriteString("verdict", item.Verdict.Id);
        json.WriteString("reason", item.Verdict.Reason);
        json.WriteStartObject("lag");
        Number(json, "operations", item.Lag.Operations);
        Number(json, "seconds", item.Lag.Behind?.TotalSeconds);
        json.WriteBoolean("atLeast", item.Lag.AtLeast);
        Moment(json, "asOf", snapshot.AsOf(item));
        json.WriteEndObject();
        json.WriteString("remote", item.Source.Link);
        json.WriteString("leader", item.Source.Name);
        json.WriteString("pair", item.Pair);
        json.WriteString("pattern", item.Rule);
        json.WriteString("dataStream", item.Series);
        Number(json, "shards", item.Parts > 0 ? item.Parts : null);
        Number(json, "bytes", item.Bytes);
        Moment(json, "keptUntil", item.KeptUntil);
        Moment(json, "since", item.Since);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void Moment(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } known) json.WriteString(name, known.UtcDateTime);
        else json.WriteNull(name);
    }
}
