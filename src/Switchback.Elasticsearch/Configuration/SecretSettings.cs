using Switchback.Core.Settings;

namespace Switchback.Elasticsearch.Configuration;

/// <summary>Reads one secret, which may stand in the settings, in a file or in a variable; in exactly one of them.</summary>
public static class SecretSettings
{
    public static SecretSource? Read(SettingsSection section, string name)
    {
        var value = section.Text(name, "Write the secret, or better its ...File or ...Environment form.");
        var file = section.Text(name + "File", "Write the path of a file that holds nothing but the secret.");
        var variable = section.Text(name + "Environment", "Write the name of an environment variable that holds the secret.");
        var sources = new (string Key, SecretSource? Source)[]
        {
            (name, value is null ? null : new SecretSource.Value(new Secret(value))),
            (name + "File", file is null ? null : new SecretSource.FromFile(file)),
            (name + "Environment", variable is null ? null : new SecretSource.FromEnvironment(variable)),
        }.Where(source => source.Source is not null).ToList();
        if (sources.Count > 1)
            section.Fault($"gives the same secret {sources.Count} times.", $"Keep one of {string.Join(", ", sources.Select(source => source.Key))}.");
        foreach (var (key, source) in sources)
        {
            if (source!.Read() is null)
                section.Section(key).Fault("yields no usable secret.", Remedy(source));
        }
        return sources.Count == 0 ? null : sources[0].Source;
    }

    private static string Remedy(SecretSource source) => source switch
    {
        SecretSource.FromFile file => $"The file '{file.Path}' must exist, be readable and hold one line with the secret.",
        SecretSource.FromEnvironment variable => $"The environment variable '{variable.Variable}' must be set to the secret.",
        _ => "Write the secret on one line, without control characters.",
    };
}
