using System.Diagnostics;
using Switchback.Core.Settings;

namespace Switchback.Dashboard.Rehearsal;

/// <summary>Sees to it that a lab runs when nothing else is configured. A running lab is adopted as it is, never restarted.</summary>
internal sealed class LabKeeper(IReadOnlyList<LabAddress> clusters, string dataFolder, HttpClient http, TimeProvider time, ILogger<LabKeeper> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LabProgram _program = new(dataFolder);

    public async Task<LabIdentity> EnsureAsync(CancellationToken cancellationToken)
    {
        var lab = await FindAsync(cancellationToken);
        if (lab is null)
        {
            logger.LabStarting(Names(clusters));
            using var process = _program.Start(clusters, seed: (int)(time.GetUtcNow().ToUnixTimeMilliseconds() & int.MaxValue));
            lab = await UntilReadyAsync(process, cancellationToken);
            logger.LabStarted(lab.Process, Names(clusters), _program.LogFile);
        }
        else
        {
            lab = lab.IsReady ? lab : await UntilReadyAsync(launched: null, cancellationToken);
            logger.LabAdopted(lab.Process, Names(clusters));
        }

        if (new RehearsalData(dataFolder, time).Adopt(lab) is { } setAside)
        {
            logger.DataSetAside(setAside);
        }

        return lab;
    }

    /// <summary>The running lab, or null when every port is free. A stopped cluster's port is free too: one that answers is enough.</summary>
    private async Task<LabIdentity?> FindAsync(CancellationToken cancellationToken)
    {
        var sightings = await Task.WhenAll(clusters.Select(cluster => LabSighting.LookAsync(http, cluster, cancellationToken)));
        var strangers = clusters.Zip(sightings).Where(found => found.Second is LabSighting.Stranger)
            .Select(found => TakenByStranger(found.First, (LabSighting.Stranger)found.Second))
            .ToList();
        if (strangers.Count > 0)
        {
            throw new SettingsException(strangers);
        }

        var lab = sightings.OfType<LabSighting.Lab>().FirstOrDefault()?.Identity;
        if (lab is not null && clusters.Any(cluster => !lab.Clusters.ContainsKey(cluster.Name)))
        {
            throw new SettingsException([new SettingsFault(
                LabAddress.SettingsKey,
                $"names {Names(clusters.Select(cluster => cluster.Name))}, but the lab that runs there (process {lab.Process}) simulates {Names(lab.Clusters.Keys)}.",
                "End that lab, or name its clusters here.")]);
        }

        return lab;
    }

    private async Task<LabIdentity> UntilReadyAsync(Process? launched, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100), time);
        while (await pace.WaitForNextTickAsync(cancellationToken))
        {
            var sightings = await Task.WhenAll(clusters.Select(cluster => LabSighting.LookAsync(http, cluster, cancellationToken)));
            if (sightings.OfType<LabSighting.Lab>().FirstOrDefault(lab => lab.Identity.IsReady) is { } ready)
            {
                return ready.Identity;
            }

            if (launched is { HasExited: true } || time.GetElapsedTime(began) > Patience)
            {
                throw Failed(launched);
            }
        }

        throw new UnreachableException();
    }

    private SettingsException Failed(Process? launched) => new([new SettingsFault(
        LabAddress.SettingsKey,
        launched is { HasExited: true } ? $"stands for a lab that ended at once with code {launched.ExitCode}." : $"stands for a lab that was not ready within {Patience.TotalSeconds:0} s.",
        $"What it said stands in {_program.LogFile}.")]);

    private static SettingsFault TakenByStranger(LabAddress cluster, LabSighting.Stranger stranger) => new(
        LabAddress.SettingsKey,
        $"needs port {cluster.Port}, which is taken by something that is not the lab: it {stranger.Why}.",
        "Free the port, or choose others here, such as \"clusterA:9311,clusterB:9312\"; or configure your own clusters under Clusters.");

    private static string Names<T>(IEnumerable<T> names) => string.Join(" and ", names);
}
