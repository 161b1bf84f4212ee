using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>The lab's fields as people say them, and orders as the lab reads them.</summary>
public static class LabWords
{
    public static string Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString()! : "";

    public static long Number(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var field) && field.TryGetInt64(out var number) ? number : 0;

    /// <summary>The lab's words end without a full stop.</summary>
    public static string Sentence(string words) => words.EndsWith('.') ? words : words + ".";

    public static string Cut(string cut) => cut switch
    {
        "none" => "whole",
        "refuse" => "refuses connections",
        "swallow" => "swallows everything",
        _ => cut,
    };

    public static string Link(string cut, double latencyMillis, long bytesPerSecond)
    {
        var words = new List<string> { Cut(cut) };
        if (latencyMillis > 0)
        {
            words.Add($"{latencyMillis.ToString("0", CultureInfo.InvariantCulture)} ms late");
        }

        if (bytesPerSecond > 0)
        {
            words.Add($"at most {Bytes(bytesPerSecond)}/s");
        }

        return string.Join(", ", words);
    }

    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => $"{(bytes / 1e3).ToString("0.#", CultureInfo.InvariantCulture)} kB",
        < 1_000_000_000 => $"{(bytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture)} MB",
        _ => $"{(bytes / 1e9).ToString("0.#", CultureInfo.InvariantCulture)} GB",
    };

    public static string Fault(FaultOrder order) =>
        $"{Which(order.Cluster, order.Method, order.Path, order.Nth, order.Times)} {Fate(order.Do, order.When)}";

    public static string Fault(LabFault fault) =>
        $"{Which(fault.Cluster, fault.Method, fault.Path, fault.Nth, fault.Times)} {Fate(fault.Do, fault.When)}";

    /// <summary>An empty text is left out: the lab takes that for any.</summary>
    public static JsonObject Body(FaultOrder order)
    {
        var body = new JsonObject
        {
            ["path"] = order.Path.Length == 0 ? "*" : order.Path,
            ["nth"] = order.Nth,
            ["times"] = order.Times,
            ["when"] = order.When,
            ["do"] = order.Do,
        };
        if (order.Cluster.Length > 0)
        {
            body["cluster"] = order.Cluster;
        }

        if (order.Method.Length > 0)
        {
            body["method"] = order.Method;
        }

        if (order.Do == "delay")
        {
            body["delay"] = string.Create(CultureInfo.InvariantCulture, $"{order.DelaySeconds}s");
        }
        else if (order.Do == "fail")
        {
            body["status"] = order.Status;
        }

        return body;
    }

    private static string Which(string? cluster, string? method, string path, long nth, long times)
    {
        var requests = string.Join(' ', new[] { method, path is "*" or "" ? null : path }.Where(part => !string.IsNullOrEmpty(part)));
        var on = string.IsNullOrEmpty(cluster) ? "any cluster" : cluster;
        var count = (nth, times) switch
        {
            (1, 0) => "every",
            (_, 0) => $"from the {Ordinal(nth)} on, every",
            (1, 1) => "the next",
            (_, 1) => $"the {Ordinal(nth)}",
            _ => $"the {Ordinal(nth)} to {Ordinal(nth + times - 1)}",
        };
        return $"{count} {(requests.Length > 0 ? requests : "request")} to {on}";
    }

    private static string Fate(string kind, string when)
    {
        var fate = kind switch
        {
            "fail" => "fails",
            "delay" => "is delayed",
            "drop" => "loses its connection",
            "truncate" => "gets half an answer",
            "garbage" => "gets an answer that is no JSON",
            _ => kind,
        };
        return when == "after" ? $"takes effect, then {fate}" : fate;
    }

    private static string Ordinal(long n) => (n % 10, n % 100) switch
    {
        (1, not 11) => $"{Words.Count(n)}st",
        (2, not 12) => $"{Words.Count(n)}nd",
        (3, not 13) => $"{Words.Count(n)}rd",
        _ => $"{Words.Count(n)}th",
    };
}
