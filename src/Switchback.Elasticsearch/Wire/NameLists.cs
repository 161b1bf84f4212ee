namespace Switchback.Elasticsearch.Wire;

/// <summary>
/// Cuts many names into lists that one call can carry: at most <c>100</c> names, so that no index waits long for its turn,
/// and 3 kB of path, since a request line over 4,096 bytes is refused.
/// </summary>
public static class NameLists
{
    public const int MostNames = 100;

    public const int MostBytes = 3 * 1024;

    public static IEnumerable<IReadOnlyList<string>> Cut(IEnumerable<string> names, int mostNames = MostNames, int mostBytes = MostBytes)
    {
        var list = new List<string>();
        var bytes = 0;
        foreach (var name in names)
        {
            var more = Target.Name(name).Length + 1;
            if (list.Count > 0 && (list.Count == mostNames || bytes + more > mostBytes))
            {
                yield return list;
                (list, bytes) = ([], 0);
            }
            list.Add(name);
            bytes += more;
        }
        if (list.Count > 0) yield return list;
    }
}
