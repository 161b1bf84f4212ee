using Switchback.Core.Query;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>All that the page's address says: what was asked, in which order, which columns and groups, and which one is open.</summary>
public sealed record FollowersAddress
{
    public string Query { get; init; } = "";

    public string Sort { get; init; } = "";

    public string Columns { get; init; } = "";

    public GroupBy Group { get; init; }

    public string? Cluster { get; init; }

    public string? Name { get; init; }

    public static GroupBy ReadGroup(string? text) => text?.ToLowerInvariant() switch
    {
        "pair" => GroupBy.Pair,
        "pattern" => GroupBy.Pattern,
        "stream" => GroupBy.Stream,
        _ => GroupBy.None,
    };

    public FollowersAddress Closed => this with { Cluster = null, Name = null };

    /// <summary>Where the whole result can be had as a file.</summary>
    public string Export(string format)
    {
        var more = format == "csv" ? "&format=csv" : "&format=json&size=all";
        return $"api/v1/followers?query={Escape(Query)}&sort={Escape(Sort)}{more}";
    }

    public override string ToString()
    {
        var path = Cluster is null || Name is null ? "followers" : $"followers/{Uri.EscapeDataString(Cluster)}/{Uri.EscapeDataString(Name)}";
        var parts = new List<string>(4);
        Add("query", Query.Trim());
        Add("sort", Sort == ItemSort.Default.ToString() ? "" : Sort);
        Add("columns", Columns);
        Add("group", Group == GroupBy.None ? "" : Group.ToString().ToLowerInvariant());
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";

        void Add(string key, string value)
        {
            if (value.Length > 0) parts.Add($"{key}={Escape(value)}");
        }
    }

    /// <summary>Escaped no more than needed: people read and paste these.</summary>
    private static string Escape(string value) => Uri.EscapeDataString(value)
        .Replace("%3A", ":", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);
}
