using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Watching;

/// <summary>Every index of a cluster at one moment, by name and by identity.</summary>
internal sealed class IndexList
{
    private readonly Dictionary<string, IndexFacts> _byName;
    private readonly Dictionary<string, IndexFacts> _byUuid;

    public IndexList(IReadOnlyList<IndexFacts> all)
    {
        All = all;
        _byName = new Dictionary<string, IndexFacts>(all.Count, StringComparer.Ordinal);
        _byUuid = new Dictionary<string, IndexFacts>(all.Count, StringComparer.Ordinal);
        foreach (var facts in all)
        {
            _byName[facts.Name] = facts;
            _byUuid[facts.Uuid] = facts;
        }
    }

    public IReadOnlyList<IndexFacts> All { get; }

    public IndexFacts? Named(string name) => _byName.GetValueOrDefault(name);

    public IndexFacts? Identified(string uuid) => _byUuid.GetValueOrDefault(uuid);
}
