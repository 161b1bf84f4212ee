namespace Switchback.Lab.Tests.Replay;

/// <summary>The two clusters a recording is replayed against.</summary>
public sealed class Pair : IDisposable
{
    private readonly Dictionary<Side, Uri> _addresses;

    public Pair(Uri a, Uri b) => _addresses = new Dictionary<Side, Uri> { [Side.A] = a, [Side.B] = b };

    public Wire Wire { get; } = new();

    public Uri AddressOf(Side side) => _addresses[side];

    public Task<Answer> GetAsync(Side side, string path, string? superuser, CancellationToken cancellation) =>
        Wire.SendAsync(
            AddressOf(side),
            OutgoingRequest.From(new Step.Request(side, "GET", path), new Variables(), superuser),
            cancellation);

    public async Task WaitUntilAnsweringAsync(Side side, TimeSpan limit, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        while (!await IsAnsweringAsync(side, patience.Token))
            await Pause.ForAsync(TimeSpan.FromMilliseconds(5), patience.Token);
    }

    public void Dispose() => Wire.Dispose();

    private async Task<bool> IsAnsweringAsync(Side side, CancellationToken cancellation)
    {
        try
        {
            await GetAsync(side, "/", null, cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
