using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

/// <summary>
/// How a call reads index expressions: what wildcards reach, and what is an error. A caller's query parameters go over the
/// call's own defaults.
/// </summary>
public sealed record IndicesOptions
{
    public static readonly string[] Parameters = ["ignore_unavailable", "allow_no_indices", "expand_wildcards"];

    public static readonly IndicesOptions StrictExpandOpen = new();

    public static readonly IndicesOptions LenientExpandOpen = new() { IgnoreUnavailable = true };

    public static readonly IndicesOptions StrictExpand = new() { ExpandClosed = true };

    public static readonly IndicesOptions StrictExpandHidden = new() { ExpandClosed = true, ExpandHidden = true };

    public static readonly IndicesOptions LenientExpand = new() { IgnoreUnavailable = true, ExpandClosed = true };

    public static readonly IndicesOptions LenientExpandHidden = new() { IgnoreUnavailable = true, ExpandClosed = true, ExpandHidden = true };

    public static readonly IndicesOptions StrictExpandOpenAndForbidClosed = new() { ForbidClosed = true };

    /// <summary>One name, taken as it stands; an alias only if it leads to one index.</summary>
    public static readonly IndicesOptions SingleIndex = new() { ExpandOpen = false, AllowNoIndices = false, AllowAliasesToMany = false, ForbidClosed = true };

    public bool IgnoreUnavailable { get; init; }

    public bool AllowNoIndices { get; init; } = true;

    public bool ExpandOpen { get; init; } = true;

    public bool ExpandClosed { get; init; }

    public bool ExpandHidden { get; init; }

    public bool ForbidClosed { get; init; }

    public bool AllowAliasesToMany { get; init; } = true;

    public bool IgnoreAliases { get; init; }

    public bool IncludeDataStreams { get; init; } = true;

    public bool ExpandsNothing => !ExpandOpen && !ExpandClosed;

    public static IndicesOptions From(RestCall call, IndicesOptions defaults)
    {
        var options = defaults with
        {
            IgnoreUnavailable = call.Flag("ignore_unavailable", defaults.IgnoreUnavailable),
            AllowNoIndices = call.Flag("allow_no_indices", defaults.AllowNoIndices),
        };
        return call.Query("expand_wildcards") is { } wanted ? options.Expanding(wanted) : options;
    }

    public IndicesOptions Expanding(string wanted)
    {
        var options = this with { ExpandOpen = false, ExpandClosed = false, ExpandHidden = false };
        foreach (var state in wanted.Split(','))
        {
            options = state switch
            {
                "open" => options with { ExpandOpen = true },
                "closed" => options with { ExpandClosed = true },
                "hidden" => options with { ExpandHidden = true },
                "all" or "" => options with { ExpandOpen = true, ExpandClosed = true, ExpandHidden = true },
                "none" => options with { ExpandOpen = false, ExpandClosed = false, ExpandHidden = false },
                _ => throw Errors.IllegalArgument($"No valid expand wildcard value [{state}]"),
            };
        }
        return options;
    }
}
