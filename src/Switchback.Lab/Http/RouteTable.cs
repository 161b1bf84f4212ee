namespace Switchback.Lab.Http;

/// <summary>
/// Finds the route of a path as Elasticsearch's trie does: segment by segment, a literal before a placeholder, stepping
/// back when a literal leads nowhere. A path that is known only with other methods is 405 with their names.
/// </summary>
public sealed class RouteTable
{
    private readonly Node _root = new();

    public sealed record Match(Route? Route, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> AllowedMethods);

    public void Add(Route route)
    {
        var node = _root;
        foreach (var segment in route.Segments)
        {
            if (segment.StartsWith('{'))
            {
                node.Placeholder ??= new Node();
                node = node.Placeholder;
            }
            else
            {
                if (!node.Literals.TryGetValue(segment, out var next)) node.Literals[segment] = next = new Node();
                node = next;
            }
        }
        node.Routes[route.Method] = route;
    }

    public Match Find(string method, IReadOnlyList<string> segments)
    {
        var ends = new List<Node>();
        Collect(_root, segments, 0, ends);
        // HEAD is answered by GET's handler where it has none of its own.
        var wanted = method == "HEAD" ? new[] { "HEAD", "GET" } : [method];
        foreach (var name in wanted)
        {
            foreach (var end in ends)
            {
                if (!end.Routes.TryGetValue(name, out var route)) continue;
                var values = new Dictionary<string, string>(StringComparer.Ordinal);
                for (var i = 0; i < route.Segments.Length; i++)
                    if (route.Segments[i].StartsWith('{'))
                        values[route.Segments[i][1..^1]] = segments[i];
                return new Match(route, values, []);
            }
        }
        var allowed = ends.SelectMany(end => end.Routes.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        return new Match(null, new Dictionary<string, string>(), allowed);
    }

    private static void Collect(Node node, IReadOnlyList<string> segments, int at, List<Node> ends)
    {
        if (at == segments.Count)
        {
            if (node.Routes.Count > 0) ends.Add(node);
            return;
        }
        var before = ends.Count;
        if (node.Literals.TryGetValue(segments[at], out var literal)) Collect(literal, segments, at + 1, ends);
        // POST /_ccr/stats is a known path with the wrong method, not a document of the type stats in the index _ccr.
        if (ends.Count == before && node.Placeholder is { } placeholder) Collect(placeholder, segments, at + 1, ends);
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Literals { get; } = new(StringComparer.Ordinal);

        public Node? Placeholder { get; set; }

        public Dictionary<string, Route> Routes { get; } = new(StringComparer.Ordinal);
    }
}
