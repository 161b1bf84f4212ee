using System.Globalization;
using System.Text.Json;

namespace Switchback.Bench.Stub;

/// <summary>What a stub counted so far, read from outside.</summary>
/// <param name="Calls">By cluster and kind of call.</param>
/// <param name="Left">When each generation first left, in milliseconds since 1970.</param>
internal sealed record StubReport(IReadOnlyDictionary<string, (long Calls, long Bytes)> Calls, IReadOnlyList<string> Unknown, IReadOnlyDictionary<int, long> Left)
{
    public long TotalCalls => Calls.Values.Sum(count => count.Calls);

    public long TotalBytes => Calls.Values.Sum(count => count.Bytes);

    public static async Task<StubReport> ReadAsync(HttpClient http, string url, CancellationToken cancel)
    {
        using var report = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"{url}/_stub"), cancel));
        var root = report.RootElement;
        return new StubReport(
            root.GetProperty("calls").EnumerateObject().ToDictionary(
                call => call.Name, call => (call.Value.GetProperty("calls").GetInt64(), call.Value.GetProperty("bytes").GetInt64())),
            [.. root.GetProperty("unknown").EnumerateObject().Select(call => call.Name)],
            root.GetProperty("left").EnumerateObject().ToDictionary(left => int.Parse(left.Name, CultureInfo.InvariantCulture), left => left.Value.GetInt64()));
    }
}
