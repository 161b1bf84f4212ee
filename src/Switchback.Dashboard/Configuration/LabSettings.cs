using Switchback.Core.Settings;
using Switchback.Dashboard.Rehearsal;
using Switchback.Elasticsearch;

namespace Switchback.Dashboard.Configuration;

/// <summary>With nothing configured, the lab's pair is the configuration: the same keys, with the lab's values.</summary>
internal static class LabSettings
{
    private const string Remedy = $"Write two clusters with a port each, such as \"{LabAddress.Default}\".";

    public static (IReadOnlyList<LabAddress>? Lab, IReadOnlyList<SettingsFault> Faults) FillIn(IConfigurationManager configuration)
    {
        if (configuration.GetSection("Clusters").Exists() || configuration.GetSection("Pairs").Exists())
        {
            return (null, []);
        }

        if (LabAddress.ParseTwo(configuration[LabAddress.SettingsKey] ?? LabAddress.Default) is not { } lab)
        {
            return (null, [new SettingsFault(LabAddress.SettingsKey, "does not name two different clusters.", Remedy)]);
        }

        configuration.AddInMemoryCollection(Keys(lab));
        return (lab, []);
    }

    private static Dictionary<string, string?> Keys(IReadOnlyList<LabAddress> lab)
    {
        var keys = new Dictionary<string, string?>
        {
            ["Pairs:orders:System"] = ElasticsearchRegistration.SystemName,
            ["Pairs:orders:Home"] = lab[0].Name,
            ["Pairs:orders:Away"] = lab[1].Name,
        };
        foreach (var cluster in lab)
        {
            keys[$"Clusters:{cluster.Name}:Urls"] = cluster.Url.AbsoluteUri;
            keys[$"Clusters:{cluster.Name}:OperateCredential:Anonymous"] = "true";
        }

        return keys;
    }
}
