using System.Globalization;
using System.Text;

namespace Switchback.Lab.Tests.Replay;

/// <summary>Steers a lab through the switches under <c>/_lab</c>, which any running cluster's port serves for all of them.</summary>
public sealed class LabSteering(Pair pair) : ISteering, IDisposable
{
    // A copy over loopback takes real milliseconds, so the first looks leave the lab's clock alone; what still does not hold
    // after them waits for a timer, and timers are fired by moving the clock: gently at first, because what is waited for may
    // pass again, and in longer strides when it is slow to come.
    private const int LooksInRealTime = 10;
    private const int GentleLooks = 50;
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_stride = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longStride = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_chance = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = s_rest })
    {
        Timeout = s_limit,
    };

    private IReadOnlyDictionary<Side, string> _names = new Dictionary<Side, string>();

    public async Task PrepareAsync(Recording recording, CancellationToken cancellation)
    {
        _names = recording.Given.Clusters;
        await PostAsync("/_lab/reset", null, Side.A, cancellation);
        foreach (var (side, licence) in recording.Given.Licences.Where(given => given.Value != "trial"))
        {
            await PostAsync($"/_lab/clusters/{_names[side]}/licence", $$"""{"type":"{{licence}}"}""", side, cancellation);
        }
    }

    public async Task HandleAsync(Handling handling, Side cluster, CancellationToken cancellation)
    {
        var verb = handling.ToString().ToLowerInvariant();
        await PostAsync($"/_lab/clusters/{_names[cluster]}/{verb}", null, cluster.Other(), cancellation);
        if (handling == Handling.Start)
            await pair.WaitUntilAnsweringAsync(cluster, s_limit, cancellation);
    }

    public Task PassAsync(TimeSpan time, CancellationToken cancellation) =>
        PostAsync("/_lab/clock", $$"""{"advance":"{{Write(time)}}"}""", Side.B, cancellation);

    public async Task<TimeSpan> PassBetweenLooksAsync(int look, CancellationToken cancellation)
    {
        await Pause.ForAsync(s_rest, cancellation);
        if (look < LooksInRealTime)
            return s_rest;
        var stride = look < GentleLooks ? s_stride : s_longStride;
        await PassAsync(stride, cancellation);
        return s_rest + stride;
    }

    public Task PassWhileHangingAsync(CancellationToken cancellation) => PassAsync(s_stride, cancellation);

    public async Task PassBeforeGivingUpAsync(TimeSpan time, CancellationToken cancellation)
    {
        await Pause.ForAsync(s_chance, cancellation);
        await PassAsync(time, cancellation);
    }

    public void Dispose() => _client.Dispose();

    private static string Write(TimeSpan time) => time.Milliseconds == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms");

    private async Task PostAsync(string path, string? body, Side first, CancellationToken cancellation)
    {
        try
        {
            await PostToAsync(first, path, body, cancellation);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.ConnectionError)
        {
            await PostToAsync(first.Other(), path, body, cancellation);
        }
    }

    private async Task PostToAsync(Side side, string path, string? body, CancellationToken cancellation)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, MediaTypes.Json);
        using var answer = await _client.PostAsync(new Uri(pair.AddressOf(side), path), content, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            var words = await answer.Content.ReadAsStringAsync(cancellation);
            throw new SteeringException($"the lab answered {(int)answer.StatusCode} to POST {path}: {words}");
        }
    }
}
