using System.Text;

namespace Switchback.Lab.Security;

/// <summary>What stands in an Authorization header, as far as it can be read.</summary>
public abstract record Credentials
{
    private Credentials()
    {
    }

    public sealed record None : Credentials;

    public sealed record Basic(string Name, string Password) : Credentials;

    public sealed record Key(string Id, string Secret) : Credentials;

    /// <summary>A bearer token. Nobody has one here: the lab gives none out.</summary>
    public sealed record Bearer(string Token) : Credentials;

    public sealed record Malformed(string Reason) : Credentials;

    public static Credentials Read(string? header)
    {
        if (string.IsNullOrWhiteSpace(header)) return new None();
        if (Rest(header, "Basic ") is { } basic) return ReadBasic(basic);
        if (Rest(header, "ApiKey ") is { } key) return ReadKey(key);
        return Rest(header, "Bearer ") is { } token ? new Bearer(token) : new None();
    }

    private static Credentials ReadBasic(string text)
    {
        if (Decode(text) is not { } pair) return new Malformed("invalid basic authentication header encoding");
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Malformed("invalid basic authentication header value") : new Basic(pair[..colon], pair[(colon + 1)..]);
    }

    private static Credentials ReadKey(string text)
    {
        if (Decode(text) is not { } pair) return new None();
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Malformed("invalid ApiKey value") : new Key(pair[..colon], pair[(colon + 1)..]);
    }

    private static string? Rest(string header, string scheme) =>
        header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;

    private static string? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
