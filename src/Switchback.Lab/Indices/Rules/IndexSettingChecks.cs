using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices.Rules;

/// <summary>What a creation and a change of settings may say.</summary>
public static class IndexSettingChecks
{
    /// <summary>Known keys with fitting values. Archived settings of an older cluster pass.</summary>
    public static void Validate(Settings settings, bool values = true)
    {
        var unknown = settings.Keys.Where(key => IndexSettingCatalogue.Find(key) is null && !key.StartsWith("archived.", StringComparison.Ordinal)).ToList();
        if (unknown.Count == 1) throw Unknown(unknown[0]);
        if (unknown.Count > 1)
        {
            // Several faults: the first is told, the others stand beside it.
            var first = Unknown(unknown[0]);
            foreach (var key in unknown.Skip(1)) first.Suppressed.Add(Unknown(key));
            throw first;
        }
        if (!values) return;
        foreach (var (key, value) in settings.All) IndexSettingCatalogue.Find(key)?.Check(key, value);
    }

    /// <summary>Before an index is made.</summary>
    public static void ValidateCreation(Settings settings)
    {
        Validate(settings);
        var own = settings.All.Where(pair => !pair.Value.IsNull && IndexSettingCatalogue.Find(pair.Key)?.Life == SettingLife.Private).Select(pair => pair.Key).ToList();
        if (own.Count > 0)
        {
            throw new ElasticException(400, "validation_exception", "Validation Failed: "
                + string.Concat(own.Select((key, i) => $"{i + 1}: private index setting [{key}] can not be set explicitly;")));
        }
        CheckRoutingShards(settings);
    }

    /// <summary>
    /// Before settings are changed: which may change on these indices. Throws unless all may; says which keys open indices cannot take.
    /// </summary>
    public static void ValidateChange(Settings change, IReadOnlyList<IndexState> indices)
    {
        var named = change.Where(key => !Wildcard.IsPattern(key));
        Validate(named, values: false);
        foreach (var (key, value) in named.All)
        {
            var rule = IndexSettingCatalogue.Find(key)!;
            if (rule.Life == SettingLife.Internal) throw Errors.IllegalArgument($"can not update internal setting [{key}]; this setting is managed via a dedicated API");
            if (rule.Life == SettingLife.Private) throw Errors.IllegalArgument($"can not update private setting [{key}]; this setting is managed by Elasticsearch");
        }
        foreach (var (key, value) in named.All) IndexSettingCatalogue.Find(key)!.Check(key, value);
        var fixedKeys = named.Keys.Where(key => IndexSettingCatalogue.Find(key)!.Life != SettingLife.Dynamic).ToList();
        if (fixedKeys.Count == 0) return;
        var open = indices.Where(index => index.IsOpen).ToList();
        if (open.Count > 0)
        {
            throw Errors.IllegalArgument($"Can't update non dynamic settings [[{string.Join(", ", fixedKeys)}]] for open indices "
                + $"[{string.Join(", ", open.Select(index => $"[{index.Name}/{index.Uuid}]"))}]");
        }
        var final = fixedKeys.Find(key => IndexSettingCatalogue.Find(key)!.Life == SettingLife.Final);
        if (final is not null && indices.Count > 0) throw Errors.IllegalArgument($"final {indices[0].Name} setting [{final}], not updateable");
    }

    private static void CheckRoutingShards(Settings settings)
    {
        if (settings.Text("index.number_of_routing_shards") is not { } text) return;
        var routing = int.Parse(text, CultureInfo.InvariantCulture);
        var shards = settings.Number("index.number_of_shards", 1);
        if (routing < shards)
            throw Errors.IllegalArgument($"index.number_of_routing_shards [{routing}] must be >= index.number_of_shards [{shards}]");
        if (routing % shards != 0)
            throw Errors.IllegalArgument($"the number of source shards [{shards}] must be a factor of [{routing}]");
    }

    public static ElasticException Unknown(string key)
    {
        var near = IndexSettingCatalogue.Keys.Select(known => (known, Likeness: Likeness(key, known)))
            .Where(pair => pair.Likeness > 0.7).OrderByDescending(pair => pair.Likeness).ThenBy(pair => pair.known, StringComparer.Ordinal)
            .Select(pair => pair.known).ToList();
        return Errors.IllegalArgument($"unknown setting [{key}]" + near.Count switch
        {
            0 => " please check that any required plugins are installed, or check the breaking changes documentation for removed settings",
            1 => $" did you mean [{near[0]}]?",
            _ => $" did you mean any of [{string.Join(", ", near)}]?",
        });
    }

    // One minus the edit distance over the longer length, as Lucene's suggester measures it.
    private static double Likeness(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = above;
            }
        }
        return 1 - ((double)row[b.Length] / Math.Max(a.Length, b.Length));
    }
}
