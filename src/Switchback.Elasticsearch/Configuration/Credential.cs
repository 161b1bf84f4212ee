using System.Text;

namespace Switchback.Elasticsearch.Configuration;

/// <summary>Who we are to a cluster. Reads and effects have a credential each, so that watching never holds the power to change.</summary>
public abstract record Credential
{
    private Credential()
    {
    }

    /// <summary>No credentials are sent: for a cluster without security.</summary>
    public sealed record Anonymous : Credential;

    public sealed record ApiKey(SecretSource Key) : Credential;

    public sealed record Basic(string Username, SecretSource Password) : Credential;

    public sealed record Bearer(SecretSource Token) : Credential;

    /// <summary>The value of the <c>Authorization</c> header; null when there is none to send; false when the secret cannot be read.</summary>
    internal bool TryHeader(out Secret? header)
    {
        header = null;
        switch (this)
        {
            case Anonymous:
                return true;
            case ApiKey key when key.Key.Read()?.Reveal() is { } text:
                // Both forms are handed out: "id:key", and the same in base64 ("encoded").
                header = new Secret("ApiKey " + (text.Contains(':') ? Base64(text) : text));
                return true;
            case Basic basic when basic.Password.Read()?.Reveal() is { } password:
                header = new Secret("Basic " + Base64($"{basic.Username}:{password}"));
                return true;
            case Bearer bearer when bearer.Token.Read()?.Reveal() is { } token:
                header = new Secret("Bearer " + token);
                return true;
            default:
                return false;
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
