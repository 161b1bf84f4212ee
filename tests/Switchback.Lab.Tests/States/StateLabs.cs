using Switchback.Lab.Tests.Replication;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.States;

/// <summary>A connected pair of clusters of the recorded version and one of the newest; each case makes its own indices there.</summary>
public sealed class StateLabs : IAsyncLifetime
{
    private readonly Dictionary<string, RunningLab> _labs = [];

    private int _cases;

    public static IReadOnlyList<string> Versions { get; } = ["7.8.1", "9"];

    public RunningLab this[string version] => _labs[version];

    public async ValueTask InitializeAsync()
    {
        foreach (var version in Versions)
        {
            _labs[version] = await RunningLab.StartAsync(version);
            await _labs[version].ConnectAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lab in _labs.Values) await lab.DisposeAsync();
    }

    public Pair NewPair(string version)
    {
        _cases++;
        return new Pair(_labs[version], $"foo{_cases}", $"bar{_cases}");
    }

    /// <summary>A leader with three documents and, by public calls, a follower index in that state.</summary>
    public async Task<Pair> BringAsync(string version, FollowerState state)
    {
        var pair = NewPair(version);
        await pair.MakeLeaderAsync(copiesSlowly: state == FollowerState.R);
        await pair.BringAsync(state);
        return pair;
    }
}
