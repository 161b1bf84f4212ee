using System.Globalization;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <param name="Default">What it is when nothing is given; null when we know no default.</param>
public sealed record ParameterRow(string Label, string Value, string? Default, bool IsChanged);

/// <summary>A follower's tuning values as people read them, with what they would be by default.</summary>
public static class ParameterRows
{
    private const string NoLimit = "no limit";

    private static readonly Dictionary<string, string> Defaults = FollowParameters.Defaults.Given().ToDictionary(field => field.Name, field => field.Value);

    public static IReadOnlyList<ParameterRow> Of(IEnumerable<KeyValuePair<string, string>> values) => [.. values.Select(Row)];

    public static IEnumerable<KeyValuePair<string, string>> Fields(FollowParameters parameters) =>
        parameters.Given().Select(field => KeyValuePair.Create(field.Name, field.Value));

    /// <summary>What was remembered by name, as it is sent.</summary>
    public static FollowParameters Read(IReadOnlyDictionary<string, string> values)
    {
        return new FollowParameters
        {
            MaxReadRequestOperationCount = Number("max_read_request_operation_count"),
            MaxWriteRequestOperationCount = Number("max_write_request_operation_count"),
            MaxOutstandingReadRequests = Number("max_outstanding_read_requests"),
            MaxOutstandingWriteRequests = Number("max_outstanding_write_requests"),
            MaxReadRequestSize = Text("max_read_request_size"),
            MaxWriteRequestSize = Text("max_write_request_size"),
            MaxWriteBufferCount = Number("max_write_buffer_count"),
            MaxWriteBufferSize = Text("max_write_buffer_size"),
            MaxRetryDelay = Text("max_retry_delay"),
            ReadPollTimeout = Text("read_poll_timeout"),
        };

        string? Text(string name) => values.GetValueOrDefault(name);

        int? Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static ParameterRow Row(KeyValuePair<string, string> field)
    {
        var known = Defaults.GetValueOrDefault(field.Key);
        return new ParameterRow(field.Key.Replace('_', ' '), Say(field.Value), known is null ? null : Say(known), known is not null && !IsSame(field.Value, known));
    }

    private static string Say(string value) => value switch
    {
        "9223372036854775807b" or "2147483647" => NoLimit,
        _ when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Kit.Words.Count(number),
        _ when Bytes(value) is { } bytes => Kit.Words.Bytes(bytes),
        _ => value,
    };

    private static bool IsSame(string a, string b) => a == b || (Bytes(a) is { } bytes && bytes == Bytes(b)) || (Millis(a) is { } millis && millis == Millis(b));

    private static long? Bytes(string value) => Amount(value, [("kb", 1L << 10), ("mb", 1L << 20), ("gb", 1L << 30), ("tb", 1L << 40), ("b", 1)]);

    private static long? Millis(string value) => Amount(value, [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)]);

    private static long? Amount(string value, (string Unit, long Factor)[] units)
    {
        foreach (var (unit, factor) in units)
        {
            if (value.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && long.TryParse(value.AsSpan(0, value.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number <= long.MaxValue / factor ? number * factor : null;
        }
        return null;
    }
}
