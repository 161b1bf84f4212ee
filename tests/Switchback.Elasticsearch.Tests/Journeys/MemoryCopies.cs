using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Switchback.Core.Preserving;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>Preserved copies in memory. A test may change one, as somebody on the machine might.</summary>
internal sealed class MemoryCopies : IPreservedCopies
{
    private readonly ConcurrentDictionary<(string Set, string Name), IReadOnlyList<byte[]>> _copies = new();

    /// <summary>Every line of every copy.</summary>
    public IEnumerable<string> Lines => _copies.Values.SelectMany(copy => copy).Select(System.Text.Encoding.UTF8.GetString);

    public void Spoil()
    {
        foreach (var key in _copies.Keys) _copies[key] = [.. _copies[key].Skip(1)];
    }

    public async Task<PreservedCopy> WriteAsync(string set, string name, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancel)
    {
        var copy = new List<byte[]>();
        await foreach (var line in lines.WithCancellation(cancel)) copy.Add(line.ToArray());
        _copies[(set, name)] = copy;
        return Of(set, name, copy);
    }

    public Task<PreservedCopy?> CheckAsync(string set, string name, CancellationToken cancel) =>
        Task.FromResult(_copies.TryGetValue((set, name), out var copy) ? Of(set, name, copy) : null);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string set, string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var line in _copies.GetValueOrDefault((set, name)) ?? []) yield return line;
    }

    public IReadOnlyList<string> List(string set) => [.. _copies.Keys.Where(key => key.Set == set).Select(key => key.Name).Order(StringComparer.Ordinal)];

    private static PreservedCopy Of(string set, string name, IReadOnlyList<byte[]> copy) =>
        new(set, name, copy.Count, copy.Sum(line => line.Length + 1), Convert.ToHexStringLower(SHA256.HashData([.. copy.SelectMany(line => line.Append((byte)'\n'))])));
}
