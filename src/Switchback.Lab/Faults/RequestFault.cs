using System.Text.Json.Nodes;

namespace Switchback.Lab.Faults;

public enum FaultMoment
{
    /// <summary>The cluster never saw the request.</summary>
    Before,

    /// <summary>The request took effect; its answer suffers.</summary>
    After,
}

public enum FaultKind
{
    /// <summary>Answers with a status and an error of the script's choice.</summary>
    Fail,

    /// <summary>Takes longer, by the lab's clock.</summary>
    Delay,

    /// <summary>The connection breaks off without an answer.</summary>
    Drop,

    /// <summary>Half of the answer, then the connection breaks off.</summary>
    Truncate,

    /// <summary>Bytes that are no JSON, under a status 200.</summary>
    Garbage,
}

/// <summary>
/// A rule for requests: the n-th that matches, and as many after it as <see cref="Times"/> says, suffer. Counting makes it
/// deterministic: the same requests in the same order meet the same fate.
/// </summary>
public sealed class RequestFault
{
    public required string Id { get; init; }

    /// <summary>Null: on every cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>Null: every method.</summary>
    public string? Method { get; init; }

    /// <summary>Path with * for any run of characters.</summary>
    public string Path { get; init; } = "*";

    /// <summary>The first match that suffers, counted from 1.</summary>
    public long Nth { get; init; } = 1;

    /// <summary>How many suffer from there on; 0 for all.</summary>
    public long Times { get; init; } = 1;

    public FaultMoment Moment { get; init; } = FaultMoment.Before;

    public FaultKind Kind { get; init; }

    public TimeSpan Delay { get; init; }

    public int Status { get; init; } = 503;

    public string Type { get; init; } = "unavailable_shards_exception";

    public string Reason { get; init; } = "a fault of the lab";

    public string? RetryAfter { get; init; }

    public long Matched { get; private set; }

    public long Applied { get; private set; }

    public bool Takes(string cluster, string method, string path)
    {
        if (Cluster is not null && Cluster != cluster) return false;
        if (Method is not null && !string.Equals(Method, method, StringComparison.OrdinalIgnoreCase)) return false;
        if (!Http.Wildcard.Matches(Path, path)) return false;
        Matched++;
        if (Matched < Nth || (Times > 0 && Matched >= Nth + Times)) return false;
        Applied++;
        return true;
    }

    public JsonObject Describe() => new()
    {
        ["id"] = Id,
        ["cluster"] = Cluster,
        ["method"] = Method,
        ["path"] = Path,
        ["nth"] = Nth,
        ["times"] = Times,
        ["when"] = Moment.ToString().ToLowerInvariant(),
        ["do"] = Kind.ToString().ToLowerInvariant(),
        ["matched"] = Matched,
        ["applied"] = Applied,
    };
}
