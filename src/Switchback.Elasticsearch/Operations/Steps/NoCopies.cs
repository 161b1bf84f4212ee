using System.Runtime.CompilerServices;
using Switchback.Core.Preserving;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Where nobody keeps copies: what would be preserved cannot be, and says so.</summary>
internal sealed class NoCopies : IPreservedCopies
{
    public static readonly NoCopies Kept = new();

    public Task<PreservedCopy> WriteAsync(string set, string name, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancel) =>
        throw new IOException("There is no place where copies are kept.");

    public Task<PreservedCopy?> CheckAsync(string set, string name, CancellationToken cancel) => Task.FromResult<PreservedCopy?>(null);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string set, string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield break;
    }

    public IReadOnlyList<string> List(string set) => [];
}
