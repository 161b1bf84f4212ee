namespace Switchback.Elasticsearch.Facts;

/// <summary>The few settings of indices that matter before a run. Indices without any of them are left out.</summary>
/// <param name="Blocks">By index: <c>write</c>, <c>read_only</c>, <c>read_only_allow_delete</c> and the like, those that are on.</param>
/// <param name="LeasePeriods">By index, as it is written there; absent means <see cref="DefaultLeasePeriod"/>.</param>
public sealed record IndexMarks(IReadOnlyDictionary<string, IReadOnlyList<string>> Blocks, IReadOnlyDictionary<string, string> LeasePeriods)
{
    public const string DefaultLeasePeriod = "12h";
    public const string BlocksPrefix = "index.blocks.";
    public const string LeasePeriodKey = "index.soft_deletes.retention_lease.period";

    /// <summary>Blocks that refuse writes.</summary>
    private static readonly string[] Closing = ["write", "read_only", "read_only_allow_delete"];

    public static IndexMarks Of(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> settings) => new(
        settings
            .Select(index => (index.Key, On: Blocked(index.Value)))
            .Where(index => index.On.Count > 0)
            .ToDictionary(index => index.Key, index => index.On),
        settings
            .Where(index => index.Value.ContainsKey(LeasePeriodKey))
            .ToDictionary(index => index.Key, index => index.Value[LeasePeriodKey]));

    /// <summary>What keeps this index from taking writes.</summary>
    public IReadOnlyList<string> WriteBlocksOf(string index) => [.. Blocks.GetValueOrDefault(index, []).Intersect(Closing)];

    public string LeasePeriodOf(string index) => LeasePeriods.GetValueOrDefault(index, DefaultLeasePeriod);

    private static IReadOnlyList<string> Blocked(IReadOnlyDictionary<string, string> settings) =>
        [.. settings.Where(setting => setting.Key.StartsWith(BlocksPrefix, StringComparison.Ordinal) && setting.Value == "true")
            .Select(setting => setting.Key[BlocksPrefix.Length..]).Order(StringComparer.Ordinal)];
}
