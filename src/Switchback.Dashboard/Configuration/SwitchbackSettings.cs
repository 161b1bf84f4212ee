using Switchback.Core.Fleet;
using Switchback.Core.Settings;
using Switchback.Dashboard.Hosting;
using Switchback.Dashboard.OffHost;
using Switchback.Dashboard.Rehearsal;
using Switchback.Dashboard.Runs;
using Switchback.Dashboard.Telemetry;
using Switchback.Dashboard.Webhook;
using Switchback.Elasticsearch;
using Switchback.Elasticsearch.Configuration;

namespace Switchback.Dashboard.Configuration;

/// <summary>Every setting, read and checked as a whole before anything starts.</summary>
/// <param name="Lab">The lab's clusters when nothing is configured; null when there are real ones to look at.</param>
/// <param name="Otlp">Where metrics are sent; null when nowhere.</param>
/// <param name="AllowRealClusters">Clusters that are not simulated may be changed although nobody proves who they are.</param>
public sealed record SwitchbackSettings(
    StartSettings Start,
    PollSettings Poll,
    IReadOnlyList<ClusterOptions> Clusters,
    IReadOnlyList<PairOptions> Pairs,
    IReadOnlyList<LabAddress>? Lab,
    OtlpSettings? Otlp,
    bool AllowRealClusters = false)
{
    /// <summary>Who calls people that do not look at the pages; null when nobody does.</summary>
    public WebhookSettings? Webhook { get; private init; }

    /// <summary>Where scripts are kept for the day when this machine is gone; null when nowhere.</summary>
    public OffHostSettings? OffHost { get; private init; }

    /// <summary>Whether anything may be changed at all. Without an identity provider only simulated clusters are, unless somebody takes the risk.</summary>
    public bool MayChange => Lab is not null || AllowRealClusters;

    /// <summary>Where records are kept. Those of a rehearsal stand apart, because they belong to one lab and go with it.</summary>
    public string KeepIn => Lab is null ? Start.DataFolder : RehearsalData.FolderIn(Start.DataFolder);

    public static SwitchbackSettings Read(IConfigurationManager configuration)
    {
        var (start, faults) = StartSettings.Read(configuration);
        var (poll, pollFaults) = PollSettings.Read(configuration);
        var (otlp, otlpFaults) = OtlpSettings.Read(configuration);
        var (webhook, webhookFaults) = WebhookSettings.Read(configuration);
        var (offHost, offHostFaults) = OffHostSettings.Read(configuration, start.DataFolder);
        var (lab, labFaults) = LabSettings.FillIn(configuration);
        var (clusters, pairs, fleetFaults) = ElasticsearchRegistration.Read(configuration);
        var allowed = configuration[WatchedOnly.Key];
        IReadOnlyList<SettingsFault> rehearsalFaults = allowed is null || bool.TryParse(allowed, out _) ? [] : [new SettingsFault(WatchedOnly.Key, $"is '{allowed}'.", "Write true or false.")];
        IReadOnlyList<SettingsFault> all = [.. faults, .. rehearsalFaults, .. pollFaults, .. otlpFaults, .. webhookFaults, .. offHostFaults, .. labFaults, .. fleetFaults];
        return all.Count > 0 ? throw new SettingsException(all) : new SwitchbackSettings(start, poll, clusters, pairs, lab, otlp, allowed is not null && bool.Parse(allowed)) { Webhook = webhook, OffHost = offHost };
    }
}
