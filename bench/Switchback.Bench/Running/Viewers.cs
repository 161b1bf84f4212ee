using Switchback.Bench.Circuits;

namespace Switchback.Bench.Running;

/// <summary>Many viewers without a screen on one page.</summary>
internal sealed class Viewers : IAsyncDisposable
{
    /// <summary>People do not come all in one moment, and a first page costs more than a tick.</summary>
    private const int AtOnce = 8;

    private readonly List<Circuit> _circuits = [];

    public int Count => _circuits.Count;

    public long Bytes => _circuits.Sum(circuit => circuit.Bytes);

    public long Batches => _circuits.Sum(circuit => circuit.Batches);

    /// <summary>Those whose circuit ended by itself, and why the first did.</summary>
    public (int Count, string? Why) Failed => (_circuits.Count(circuit => circuit.Failure is not null), _circuits.Select(circuit => circuit.Failure).FirstOrDefault(why => why is not null));

    public static async Task<Viewers> OpenAsync(Uri page, int count, CancellationToken cancel)
    {
        var viewers = new Viewers();
        try
        {
            await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (_, inner) =>
            {
                var circuit = await Circuit.OpenAsync(page, inner);
                lock (viewers._circuits) viewers._circuits.Add(circuit);
            });
            return viewers;
        }
        catch
        {
            await viewers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() =>
        await Parallel.ForEachAsync(_circuits, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (circuit, _) => await circuit.DisposeAsync());
}
