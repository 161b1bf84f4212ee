using Switchback.Lab.Hosting;

namespace Switchback.Lab.Tests.Replay;

/// <summary>A lab in this process, made as a recording wants it.</summary>
public sealed class LabPair : IAsyncDisposable
{
    private const string RecordedVersion = "7.8.1";
    private const int Seed = 7;

    private readonly LabHost _lab;
    private readonly Pair _pair;
    private readonly LabSteering _steering;

    private LabPair(LabHost lab, Given given)
    {
        _lab = lab;
        _pair = new Pair(new Uri(lab.Url(given.Clusters[Side.A])), new Uri(lab.Url(given.Clusters[Side.B])));
        _steering = new LabSteering(_pair);
    }

    public static async Task<LabPair> StartAsync(Given given, CancellationToken cancellation)
    {
        var options = new LabOptions
        {
            Clusters = [.. Sides.Both.Select(side => new ClusterOptions(given.Clusters[side], 0, RecordedVersion))],
            Seed = Seed,
            Superuser = given.Superuser is { } superuser ? new Superuser(superuser.Split(':')[0], superuser.Split(':')[1]) : null,
        };
        return new LabPair(await LabHost.StartAsync(options, cancellation), given);
    }

    public Task<ReplayReport> ReplayAsync(Recording recording, CancellationToken cancellation) =>
        new Replayer(_pair, _steering, RecordingFiles.ReadRules()).ReplayAsync(recording, cancellation);

    public async ValueTask DisposeAsync()
    {
        _steering.Dispose();
        _pair.Dispose();
        await _lab.DisposeAsync();
    }
}
