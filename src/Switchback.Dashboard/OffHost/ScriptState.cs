using System.Collections.Concurrent;

namespace Switchback.Dashboard.OffHost;

/// <param name="WrittenAt">Null when never.</param>
/// <param name="Trouble">Why the last try failed; null when it did not.</param>
public sealed record ScriptAge(DateTimeOffset? WrittenAt, string? Trouble, bool IsKnown);

/// <summary>How the scripts of each pair fare, for pages.</summary>
public sealed class ScriptState
{
    private readonly ConcurrentDictionary<string, ScriptAge> _ages = new(StringComparer.Ordinal);

    public ScriptAge Of(string pair) => _ages.GetValueOrDefault(pair) ?? new ScriptAge(null, null, IsKnown: false);

    public void Set(string pair, ScriptAge age) => _ages[pair] = age;
}
