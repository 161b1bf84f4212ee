using Switchback.Core.Fleet;
using Switchback.Core.Settings;
using Switchback.Dashboard.Hosting;
using Switchback.Dashboard.Rehearsal;
using Switchback.Dashboard.Telemetry;
using Switchback.Elasticsearch;
using Switchback.Elasticsearch.Configuration;

namespace Switchback.Dashboard.Configuration;

/// <summary>Every setting, read and checked as a whole before anything starts.</summary>
/// <param name="Lab">The lab's clusters when nothing is configured; null when there are real ones to look at.</param>
/// <param name="Otlp">Where metrics are sent; null when nowhere.</param>
public sealed record SwitchbackSettings(
    StartSettings Start,
    PollSettings Poll,
    IReadOnlyList<ClusterOptions> Clusters,
    IReadOnlyList<PairOptions> Pairs,
    IReadOnlyList<LabAddress>? Lab,
    OtlpSettings? Otlp)
{
    /// <summary>Where records are kept. Those of a rehearsal stand apart, because they belong to one lab and go with it.</summary>
    public string KeepIn => Lab is null ? Start.DataFolder : RehearsalData.FolderIn(Start.DataFolder);

    public static SwitchbackSettings Read(IConfigurationManager configuration)
    {
        var (start, faults) = StartSettings.Read(configuration);
        var (poll, pollFaults) = PollSettings.Read(configuration);
        var (otlp, otlpFaults) = OtlpSettings.Read(configuration);
        var (lab, labFaults) = LabSettings.FillIn(configuration);
        var (clusters, pairs, fleetFaults) = ElasticsearchRegistration.Read(configuration);
        IReadOnlyList<SettingsFault> all = [.. faults, .. pollFaults, .. otlpFaults, .. labFaults, .. fleetFaults];
        return all.Count > 0 ? throw new SettingsException(all) : new SwitchbackSettings(start, poll, clusters, pairs, lab, otlp);
    }
}
