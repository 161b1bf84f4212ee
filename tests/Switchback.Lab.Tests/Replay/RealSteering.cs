namespace Switchback.Lab.Tests.Replay;

/// <summary>A real pair: nobody stops its processes for us, its time passes by itself, and it is never emptied from here.</summary>
public sealed class RealSteering(Pair pair) : ISteering
{
    private static readonly TimeSpan s_stride = TimeSpan.FromMilliseconds(250);

    public async Task PrepareAsync(Recording recording, CancellationToken cancellation)
    {
        if (recording.NeedsHands)
        {
            throw new RefusalException(
                $"{recording.File} stops, starts or freezes a cluster's process, which only a lab lets us do: replay it with --lab against one.");
        }

        foreach (var side in Sides.Both)
            await RequireReadyAsync(recording, side, cancellation);
    }

    public Task HandleAsync(Handling handling, Side cluster, CancellationToken cancellation) =>
        throw new SteeringException($"nobody is here to {handling} a real cluster's process");

    public Task PassAsync(TimeSpan time, CancellationToken cancellation) => Pause.ForAsync(time, cancellation);

    public async Task<TimeSpan> PassBetweenLooksAsync(int look, CancellationToken cancellation)
    {
        await Pause.ForAsync(s_stride, cancellation);
        return s_stride;
    }

    public Task PassWhileHangingAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task PassBeforeGivingUpAsync(TimeSpan time, CancellationToken cancellation) => Pause.ForAsync(time, cancellation);

    private async Task RequireReadyAsync(Recording recording, Side side, CancellationToken cancellation)
    {
        var superuser = recording.Given.Superuser;
        var indices = await pair.GetAsync(side, "/_cat/indices?h=index", superuser, cancellation);
        if (indices.Status != 200 || indices.Text.Trim().Length > 0)
            throw new RefusalException($"a recording starts on an empty pair, and {pair.AddressOf(side)} holds indices: {indices.Text.Trim()}");

        var licence = await pair.GetAsync(side, "/_license", superuser, cancellation);
        var type = licence.Json is { } body ? Place.Find(body, "license/type")?.ToString() : null;
        if (type != recording.Given.Licences[side])
            throw new RefusalException($"{recording.File} wants a {recording.Given.Licences[side]} licence on {pair.AddressOf(side)}, and it is {type ?? "unknown"}");
    }
}
