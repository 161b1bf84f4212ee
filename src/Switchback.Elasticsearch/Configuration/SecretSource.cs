namespace Switchback.Elasticsearch.Configuration;

/// <summary>Where a secret comes from. Files and variables are read again from time to time, so that a rotated key needs no restart.</summary>
public abstract record SecretSource
{
    private SecretSource()
    {
    }

    public sealed record Value(Secret Secret) : SecretSource;

    public sealed record FromFile(string Path) : SecretSource;

    public sealed record FromEnvironment(string Variable) : SecretSource;

    /// <summary>The secret as it is now, or null with nothing said about its content when it cannot be had.</summary>
    public Secret? Read()
    {
        var text = this switch
        {
            Value value => value.Secret.Reveal(),
            FromFile file => ReadFile(file.Path),
            FromEnvironment variable => Environment.GetEnvironmentVariable(variable.Variable),
            _ => null,
        };
        text = text?.Trim();
        // A control character would end the header and begin another one.
        return string.IsNullOrEmpty(text) || text.Any(char.IsControl) ? null : new Secret(text);
    }

    private static string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
