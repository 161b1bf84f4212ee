using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Facts;

/// <summary>The few settings of indices that matter before a run. Indices without any of them are left out.</summary>
/// <param name="Blocks">By index: <c>write</c>, <c>read_only</c>, <c>read_only_allow_delete</c> and the like, those that are on.</param>
/// <param name="LeasePeriods">How long an index keeps history for a follower that does not come, where it is not the default.</param>
public sealed record IndexRules(IReadOnlyDictionary<string, IReadOnlyList<string>> Blocks, IReadOnlyDictionary<string, TimeSpan> LeasePeriods)
{
    public const string BlocksPrefix = "index.blocks.";

    public static readonly TimeSpan DefaultLeasePeriod = TimeSpan.FromHours(12);

    /// <summary>Blocks that refuse writes.</summary>
    private static readonly string[] Closing = ["write", "read_only", "read_only_allow_delete"];

    public static IndexRules Of(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> settings) => new(
        settings
            .Select(index => (index.Key, On: Blocked(index.Value)))
            .Where(index => index.On.Count > 0)
            .ToDictionary(index => index.Key, index => index.On),
        settings
            .Select(index => (index.Key, Period: Duration.Parse(index.Value.GetValueOrDefault(IndexRequests.LeasePeriod))))
            .Where(index => index.Period is not null)
            .ToDictionary(index => index.Key, index => index.Period!.Value));

    /// <summary>What keeps this index from taking writes.</summary>
    public IReadOnlyList<string> WriteBlocksOf(string index) => [.. Blocks.GetValueOrDefault(index, []).Intersect(Closing)];

    public TimeSpan LeasePeriod(string index) => LeasePeriods.GetValueOrDefault(index, DefaultLeasePeriod);

    private static IReadOnlyList<string> Blocked(IReadOnlyDictionary<string, string> settings) =>
        [.. settings.Where(setting => setting.Key.StartsWith(BlocksPrefix, StringComparison.Ordinal) && setting.Value == "true")
            .Select(setting => setting.Key[BlocksPrefix.Length..]).Order(StringComparer.Ordinal)];
}
