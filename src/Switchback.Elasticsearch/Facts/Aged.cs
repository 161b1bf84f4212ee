namespace Switchback.Elasticsearch.Facts;

/// <summary>A fact with its age: what was read last, when, and since when reading it fails.</summary>
/// <param name="Value">What was read last; null before the first time.</param>
/// <param name="Trouble">Why the latest attempt failed, in a sentence; null when it did not.</param>
public sealed record Aged<T>(T? Value, DateTimeOffset? ReadAt, string? Trouble, DateTimeOffset? TroubleSince)
    where T : class
{
    public static Aged<T> NotAskedYet { get; } = new(null, null, null, null);

    /// <summary>Read, and the latest attempt went well.</summary>
    public bool IsGood => Value is not null && Trouble is null;

    internal Aged<T> Read(T value, DateTimeOffset at) => new(value, at, null, null);

    internal Aged<T> Failed(string why, DateTimeOffset at) => this with { Trouble = why, TroubleSince = TroubleSince ?? at };
}
