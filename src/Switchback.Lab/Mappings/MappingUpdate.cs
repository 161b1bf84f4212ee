using System.Text.Json.Nodes;

namespace Switchback.Lab.Mappings;

/// <summary>A place in the update a document calls for. It is made, with all above it, only when something lands in it.</summary>
public sealed class MappingUpdate
{
    private readonly MappingUpdate? _parent;
    private readonly string _name;
    private JsonObject? _node;

    public MappingUpdate() : this(null, "")
    {
    }

    private MappingUpdate(MappingUpdate? parent, string name, JsonObject? node = null)
    {
        _parent = parent;
        _name = name;
        _node = node;
    }

    /// <summary>The update as a whole; null while nothing landed in it.</summary>
    public JsonObject? Result => _node;

    public MappingUpdate Below(string name) => new(this, name);

    public static MappingUpdate Of(JsonObject definition) => new(null, "", definition);

    public JsonObject? Field(string name) => (_node?["properties"] as JsonObject)?[name] as JsonObject;

    public void Add(string name, JsonObject definition)
    {
        var node = Node;
        if (node["properties"] is not JsonObject properties) node["properties"] = properties = [];
        properties[name] = definition;
    }

    private JsonObject Node
    {
        get
        {
            if (_node is not null) return _node;
            if (_parent?.Field(_name) is { } there) return _node = there;
            _node = [];
            _parent?.Add(_name, _node);
            return _node;
        }
    }
}
