using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;

namespace Switchback.Lab.Truth;

/// <summary>
/// Holds the record against the clusters as they are now: for the last acknowledged write on each document of each index,
/// where its content stands today; a write that stands nowhere is lost, and is named. Runs on the loop.
/// </summary>
public sealed class TruthReport(Laboratory lab)
{
    /// <summary>Acceptances this far apart are told as separate spells.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly record struct Place(string Cluster, string Index, Operation Operation);

    public JsonObject Make(string? cluster, string? index, bool listWrites)
    {
        var places = Places();
        var groups = lab.Truth.Writes()
            .Where(write => (cluster is null || write.Cluster == cluster) && (index is null || write.Index == index))
            .GroupBy(write => (write.Cluster, write.Index))
            .OrderBy(group => group.Key.Cluster, StringComparer.Ordinal).ThenBy(group => group.Key.Index, StringComparer.Ordinal);
        return new JsonObject
        {
            ["as_of"] = Text(lab.Clock.GetUtcNow()),
            ["indices"] = new JsonArray([.. groups.Select(group => (JsonNode)Describe(group.Key.Cluster, group.Key.Index, [.. group], places, listWrites))]),
            ["effects"] = new JsonArray([.. lab.Truth.Effects()
                .Where(effect => cluster is null || effect.Cluster == cluster)
                .OrderBy(effect => effect.Cluster, StringComparer.Ordinal).ThenBy(effect => effect.Call, StringComparer.Ordinal)
                .Select(Describe)]),
        };
    }

    private static JsonObject Describe(string cluster, string index, List<AcknowledgedWrite> writes, Dictionary<string, List<Place>> places, bool listWrites)
    {
        var last = new Dictionary<string, AcknowledgedWrite>(StringComparer.Ordinal);
        foreach (var write in writes) last[write.Id] = Newer(last.GetValueOrDefault(write.Id), write);
        var lost = last.Values.Where(write => !write.IsDelete && Holding(write, places).Count == 0).OrderBy(write => write.Order).ToList();
        var undone = last.Values.Where(write => write.IsDelete && Undone(write, places).Count > 0).OrderBy(write => write.Order).ToList();
        var json = new JsonObject
        {
            ["cluster"] = cluster,
            ["index"] = index,
            ["acknowledged"] = writes.Count,
            ["documents"] = last.Values.Count(write => !write.IsDelete),
            ["accepted"] = Spells(writes),
            ["held_by"] = Holders(last.Values, places),
            ["lost"] = new JsonArray([.. lost.Select(write => (JsonNode)Describe(write, places))]),
            ["deletes_undone"] = new JsonArray([.. undone.Select(write => (JsonNode)Describe(write, places))]),
        };
        if (listWrites) json["writes"] = new JsonArray([.. writes.Select(write => (JsonNode)Describe(write, places, last[write.Id]))]);
        return json;
    }

    private static AcknowledgedWrite Newer(AcknowledgedWrite? one, AcknowledgedWrite other) =>
        one is null || (other.PrimaryTerm, other.SeqNo).CompareTo((one.PrimaryTerm, one.SeqNo)) > 0 ? other : one;

    private static JsonObject Describe(AcknowledgedWrite write, Dictionary<string, List<Place>> places, AcknowledgedWrite? last = null)
    {
        var json = new JsonObject
        {
            ["id"] = write.Id,
            ["op"] = write.IsDelete ? "delete" : "index",
            ["seq_no"] = write.SeqNo,
            ["primary_term"] = write.PrimaryTerm,
            ["at"] = Text(write.At),
        };
        if (last is not null && last != write)
        {
            json["superseded_by"] = last.SeqNo;
            return json;
        }
        json["held_by"] = Names(write.IsDelete ? [] : Holding(write, places));
        // Another state of a document of that id: told, because it may be a newer one somebody wrote on the other side.
        json["differs_on"] = Names([.. Elsewhere(write, places).Except(Holding(write, places))]);
        return json;
    }

    private static JsonNode Describe(EffectRecord effect) => new JsonObject
    {
        ["cluster"] = effect.Cluster,
        ["call"] = effect.Call,
        ["applied"] = effect.Applied,
        ["refused"] = effect.Refused,
        ["under_way"] = effect.UnderWay,
        ["answered"] = effect.Answered,
        ["first_applied"] = effect.FirstApplied is { } first ? Text(first) : null,
        ["last_applied"] = effect.LastApplied is { } last ? Text(last) : null,
    };

    /// <summary>Every live document of every cluster, running or not, by id.</summary>
    private Dictionary<string, List<Place>> Places()
    {
        var places = new Dictionary<string, List<Place>>(StringComparer.Ordinal);
        foreach (var cluster in lab.Clusters)
            foreach (var index in cluster.State.Indices.Values)
                foreach (var shard in index.Shards)
                    foreach (var operation in shard.Store.Live())
                    {
                        if (!places.TryGetValue(operation.Id, out var list)) places[operation.Id] = list = [];
                        list.Add(new Place(cluster.Name, index.Name, operation));
                    }
        return places;
    }

    private static List<Place> Elsewhere(AcknowledgedWrite write, Dictionary<string, List<Place>> places) => places.GetValueOrDefault(write.Id) ?? [];

    private static List<Place> Holding(AcknowledgedWrite write, Dictionary<string, List<Place>> places) =>
        Elsewhere(write, places).FindAll(place => IsSameNumber(write, place) || (write.Content is not null && write.Content == ContentDigest.Of(place.Operation.Source.Span)));

    private static bool IsSameNumber(AcknowledgedWrite write, Place place) =>
        place.Operation.SeqNo == write.SeqNo && place.Operation.PrimaryTerm == write.PrimaryTerm
        && (write.Content is null || write.Content == ContentDigest.Of(place.Operation.Source.Span));

    /// <summary>Places in the very index of the delete that have the document in a state the delete had removed.</summary>
    private static List<Place> Undone(AcknowledgedWrite write, Dictionary<string, List<Place>> places) =>
        Elsewhere(write, places).FindAll(place => place.Cluster == write.Cluster && place.Index == write.Index
            && (place.Operation.PrimaryTerm, place.Operation.SeqNo).CompareTo((write.PrimaryTerm, write.SeqNo)) < 0);

    private static JsonObject Holders(IEnumerable<AcknowledgedWrite> writes, Dictionary<string, List<Place>> places)
    {
        var json = new JsonObject();
        var counts = writes.Where(write => !write.IsDelete).SelectMany(write => Holding(write, places).Select(Name).Distinct()).CountBy(name => name);
        foreach (var (name, count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json[name] = count;
        return json;
    }

    private static JsonArray Spells(List<AcknowledgedWrite> writes)
    {
        var spells = new JsonArray();
        var begin = 0;
        for (var i = 1; i <= writes.Count; i++)
        {
            if (i < writes.Count && writes[i].At - writes[i - 1].At <= Pause) continue;
            spells.Add(new JsonObject { ["from"] = Text(writes[begin].At), ["to"] = Text(writes[i - 1].At), ["writes"] = i - begin });
            begin = i;
        }
        return spells;
    }

    private static JsonArray Names(IReadOnlyCollection<Place> places) => new([.. places.Select(Name).Distinct().Select(name => (JsonNode)name)]);

    private static string Name(Place place) => $"{place.Cluster}:{place.Index}";

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
}
