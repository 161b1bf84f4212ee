using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Mappings;

namespace Switchback.Lab.Indices;

/// <summary>
/// An index as the cluster state knows it, with its shards. Changed only inside a master's update; the versions rise with
/// every change of their part, and followers copy by them.
/// </summary>
public sealed class IndexState
{
    private FieldNode? _fields;

    public IndexState(string name, string uuid, Settings settings, int shards, int routingShards, Func<string> newUuid)
    {
        Name = name;
        Uuid = uuid;
        Settings = settings;
        RoutingShards = routingShards;
        Shards = [.. Enumerable.Range(0, shards).Select(id => new Shard(this, id, newUuid()))];
    }

    public string Name { get; }

    public string Uuid { get; }

    public Settings Settings { get; set; }

    /// <summary>The mapping's content (<c>properties</c>, <c>dynamic</c> ...); empty for none.</summary>
    public JsonObject Mapping
    {
        get;
        set
        {
            field = value;
            _fields = null;
        }
    } = [];

    /// <summary>The mapping, compiled for looking up.</summary>
    public FieldNode Fields => _fields ??= FieldNode.Root(Mapping);

    public SortedDictionary<string, AliasState> Aliases { get; } = new(StringComparer.Ordinal);

    public bool IsOpen { get; set; } = true;

    /// <summary>A close is under way: writes are refused already, the shards are still open.</summary>
    public bool IsClosing { get; set; }

    public long MappingVersion { get; set; } = 1;

    public long SettingsVersion { get; set; } = 1;

    public long AliasesVersion { get; set; } = 1;

    public int RoutingShards { get; }

    public IReadOnlyList<Shard> Shards { get; }

    /// <summary>Null unless the index follows another.</summary>
    public CcrMetadata? Ccr { get; set; }

    /// <summary>The stream this is a backing index of.</summary>
    public string? DataStream { get; set; }

    public bool IsFollower => Ccr is not null;

    public bool IsHidden => Settings.Flag("index.hidden");

    public int Replicas => Settings.Number("index.number_of_replicas", 1);

    public long CreationDate => long.TryParse(Settings.Text("index.creation_date"), NumberStyles.None, CultureInfo.InvariantCulture, out var millis) ? millis : 0;

    /// <summary>Copies that there could be: with one node, only the primaries ever are.</summary>
    public int CopiesPerShard => 1 + Replicas;

    /// <summary>A remote copy is still coming in.</summary>
    public bool IsRestoring => RestoreUuid is not null;

    /// <summary>Names the remote copy under way.</summary>
    public string? RestoreUuid { get; set; }
}
