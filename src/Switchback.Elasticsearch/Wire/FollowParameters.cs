using System.Text.Json;

namespace Switchback.Elasticsearch.Wire;

/// <summary>
/// The tuning values of a follower. They live only in its tasks: pausing destroys them, and resuming without them means the
/// defaults. Sizes and times are texts, kept as they came (<c>1024kb</c>). Null: not given.
/// </summary>
public sealed record FollowParameters
{
    public int? MaxReadRequestOperationCount { get; init; }

    public int? MaxWriteRequestOperationCount { get; init; }

    public int? MaxOutstandingReadRequests { get; init; }

    public int? MaxOutstandingWriteRequests { get; init; }

    public string? MaxReadRequestSize { get; init; }

    public string? MaxWriteRequestSize { get; init; }

    public int? MaxWriteBufferCount { get; init; }

    public string? MaxWriteBufferSize { get; init; }

    public string? MaxRetryDelay { get; init; }

    public string? ReadPollTimeout { get; init; }

    /// <summary>What a follower has when nothing is given.</summary>
    public static FollowParameters Defaults { get; } = new()
    {
        MaxReadRequestOperationCount = 5120,
        MaxWriteRequestOperationCount = 5120,
        MaxOutstandingReadRequests = 12,
        MaxOutstandingWriteRequests = 9,
        MaxReadRequestSize = "32mb",
        MaxWriteRequestSize = "9223372036854775807b",
        MaxWriteBufferCount = int.MaxValue,
        MaxWriteBufferSize = "512mb",
        MaxRetryDelay = "500ms",
        ReadPollTimeout = "1m",
    };

    /// <summary>Those that are given, by their wire names, in the order <c>info</c> prints them.</summary>
    public IEnumerable<(string Name, string Value, bool IsNumber)> Given()
    {
        foreach (var (name, value) in Fields())
        {
            if (value is int number) yield return (name, number.ToString(System.Globalization.CultureInfo.InvariantCulture), true);
            else if (value is string text) yield return (name, text, false);
        }
    }

    internal void Write(Utf8JsonWriter writer)
    {
        foreach (var (name, value) in Fields())
        {
            if (value is int number) writer.WriteNumber(name, number);
            else if (value is string text) writer.WriteString(name, text);
        }
    }

    private IEnumerable<(string Name, object? Value)> Fields() =>
    [
        (Wire.Fields.MaxReadRequestOperationCount, MaxReadRequestOperationCount),
        (Wire.Fields.MaxWriteRequestOperationCount, MaxWriteRequestOperationCount),
        (Wire.Fields.MaxOutstandingReadRequests, MaxOutstandingReadRequests),
        (Wire.Fields.MaxOutstandingWriteRequests, MaxOutstandingWriteRequests),
        (Wire.Fields.MaxReadRequestSize, MaxReadRequestSize),
        (Wire.Fields.MaxWriteRequestSize, MaxWriteRequestSize),
        (Wire.Fields.MaxWriteBufferCount, MaxWriteBufferCount),
        (Wire.Fields.MaxWriteBufferSize, MaxWriteBufferSize),
        (Wire.Fields.MaxRetryDelay, MaxRetryDelay),
        (Wire.Fields.ReadPollTimeout, ReadPollTimeout),
    ];
}
