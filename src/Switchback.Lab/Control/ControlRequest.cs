using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Control;

/// <summary>One request under <c>/_lab</c>, with the port it came in by and readers that name the field that is wrong.</summary>
public sealed class ControlRequest(LabRequest request, string cameInBy)
{
    private readonly Lazy<JsonObject> _body = new(() => Parse(request));

    public string Method => request.Method;

    /// <summary>What follows <c>/_lab</c>.</summary>
    public string[] Path { get; } = [.. request.Segments.Skip(1)];

    /// <summary>The cluster whose port was used.</summary>
    public string CameInBy { get; } = cameInBy;

    public string? Query(string name) => request.Query.GetValueOrDefault(name);

    public JsonObject Body => _body.Value;

    public string? Text(string field) => Body[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw new ControlException(400, $"'{field}' must be text"),
    };

    public string RequireText(string field) => Text(field) ?? throw new ControlException(400, $"'{field}' is missing");

    public long? Number(string field) => Body[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<double>(out var number) && number >= 0 => (long)number,
        _ => throw new ControlException(400, $"'{field}' must be a number, not below 0"),
    };

    public double? Fraction(string field) => Body[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        _ => throw new ControlException(400, $"'{field}' must be a number"),
    };

    public bool? Flag(string field) => Body[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw new ControlException(400, $"'{field}' must be true or false"),
    };

    public TimeSpan? Span(string field) => Text(field) is { } text ? ReadSpan(text, field) : null;

    /// <summary>Refuses fields nobody reads: a typo must not turn a fault into nothing.</summary>
    public void Knows(params string[] fields)
    {
        if (Body.Select(pair => pair.Key).FirstOrDefault(key => !fields.Contains(key)) is { } unknown)
            throw new ControlException(400, $"unknown field '{unknown}'; known: {string.Join(", ", fields)}");
    }

    /// <summary>A time as Elasticsearch writes it: 250ms, 35s, 9h.</summary>
    public static TimeSpan ReadSpan(string text, string field)
    {
        (string Unit, double Millis)[] units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
        foreach (var (unit, millis) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * millis <= TimeSpan.FromDays(3650).TotalMilliseconds)
                return TimeSpan.FromMilliseconds(number * millis);
        }
        throw new ControlException(400, $"'{field}' must be a time such as 250ms, 35s, 10m, 9h or 2d, up to ten years; found '{text}'");
    }

    private static JsonObject Parse(LabRequest request)
    {
        if (request.Body.Length == 0) return [];
        try
        {
            if (JsonNode.Parse(request.Body.Span) is JsonObject body) return body;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // Falls through to the one answer for bodies that cannot be used.
        }
        throw new ControlException(400, "the body must be a JSON object");
    }
}
