using Switchback.Bench.Stub;

namespace Switchback.Bench.Load;

/// <summary>From the answer that carried a change to the change in the document.</summary>
internal static class Latency
{
    /// <summary>A code comes back after 90 generations; by then its first meaning is long past.</summary>
    private const long Longest = 60_000;

    /// <param name="left">When each generation left the stub.</param>
    /// <param name="seen">When a code came into view. A code can come back when a row scrolls or sorts; only its first sight counts.</param>
    /// <param name="from">Earlier generations are not of interest.</param>
    public static IReadOnlyList<double> Of(IReadOnlyDictionary<int, long> left, IReadOnlyList<(int Code, long At)> seen, int from) =>
    [
        .. left.Where(generation => generation.Key >= from)
            .Select(generation => seen
                .Where(sight => sight.Code == StubWorld.Code(generation.Key) && sight.At >= generation.Value && sight.At < generation.Value + Longest)
                .Select(sight => (double?)(sight.At - generation.Value))
                .FirstOrDefault())
            .OfType<double>(),
    ];
}
