namespace Switchback.Core.Preserving;

/// <summary>
/// Where what only one side has is kept before it is destroyed there: a line each, in files that a person can read. A copy is there
/// whole, or it is not there.
/// </summary>
public interface IPreservedCopies
{
    /// <summary>Writes a copy in the place of one of the same name. When this returns it would survive a power cut.</summary>
    Task<PreservedCopy> WriteAsync(string set, string name, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancel);

    /// <summary>Reads it again from where it is kept; null when there is none.</summary>
    Task<PreservedCopy?> CheckAsync(string set, string name, CancellationToken cancel);

    /// <summary>Its lines, in order; none when there is no such copy.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string set, string name, CancellationToken cancel);

    /// <summary>What a set holds, by name.</summary>
    IReadOnlyList<string> List(string set);
}

/// <param name="Digest">SHA-256 over all of its bytes.</param>
public sealed record PreservedCopy(string Set, string Name, long Lines, long Bytes, string Digest);
