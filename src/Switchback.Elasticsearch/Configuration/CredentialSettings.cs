using Switchback.Core.Settings;

namespace Switchback.Elasticsearch.Configuration;

/// <summary>Reads one credential section: exactly one kind, and for its secret exactly one source.</summary>
internal static class CredentialSettings
{
    private const string Kinds =
        "Write one of: ApiKey, Username with Password, Bearer, or Anonymous=true. A secret may also come as ...File (a path) or ...Environment (a variable's name).";

    /// <summary>Null when the section is absent.</summary>
    public static Credential? Read(SettingsSection section)
    {
        var anonymous = section.Flag("Anonymous");
        var key = ReadSecret(section, "ApiKey");
        var username = section.Text("Username", "Write the user's name.");
        var password = ReadSecret(section, "Password");
        var bearer = ReadSecret(section, "Bearer");
        if (section.Exists) section.RefuseUnknownKeys();

        if (password is not null && username is null) section.Section("Username").Fault("is missing.", "Write the name that belongs to the password.");
        if (username is not null && password is null) section.Section("Password").Fault("is missing.", "Write Password, PasswordFile or PasswordEnvironment.");
        if (username?.Contains(':') == true) section.Section("Username").Fault("contains a colon.", "Basic authentication cannot carry it: use another user or an API key.");

        var kinds = new Credential?[]
        {
            anonymous ? new Credential.Anonymous() : null,
            key is null ? null : new Credential.ApiKey(key),
            username is null || password is null ? null : new Credential.Basic(username, password),
            bearer is null ? null : new Credential.Bearer(bearer),
        }.OfType<Credential>().ToList();
        if (kinds.Count > 1) section.Fault("holds more than one kind of credential.", Kinds);
        if (section.Exists && kinds.Count == 0 && username is null && password is null) section.Fault("holds no usable credential.", Kinds);
        return kinds.FirstOrDefault();
    }

    private static SecretSource? ReadSecret(SettingsSection section, string name)
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
