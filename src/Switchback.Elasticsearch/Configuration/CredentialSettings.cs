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
        var key = SecretSettings.Read(section, "ApiKey");
        var username = section.Text("Username", "Write the user's name.");
        var password = SecretSettings.Read(section, "Password");
        var bearer = SecretSettings.Read(section, "Bearer");
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
}
