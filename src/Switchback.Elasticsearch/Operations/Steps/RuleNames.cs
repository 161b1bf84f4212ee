namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Rules and remotes as items of a plan, under names that no index can have.</summary>
public static class RuleNames
{
    private const string PatternPrefix = "auto-follow:";
    private const string RemotePrefix = "remote:";

    public static string Pattern(string name) => PatternPrefix + name;

    public static string Remote(string alias) => RemotePrefix + alias;

    /// <summary>Whether an item of this name is an index.</summary>
    public static bool IsIndex(string item) => !item.Contains(':');

    /// <summary>The name without what tells it from an index.</summary>
    public static string Bare(string item) => item[(item.IndexOf(':') + 1)..];
}
