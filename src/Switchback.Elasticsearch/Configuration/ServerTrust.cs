namespace Switchback.Elasticsearch.Configuration;

/// <summary>Why we believe that the other end is the cluster.</summary>
public abstract record ServerTrust
{
    private ServerTrust()
    {
    }

    /// <summary>The machine's own list of authorities.</summary>
    public sealed record OfTheMachine : ServerTrust;

    /// <summary>Only the authorities in this PEM file.</summary>
    public sealed record OfAuthorities(string CaFile) : ServerTrust;

    /// <summary>The certificate with this SHA-256, or any that a presented authority with this SHA-256 has issued for the address.</summary>
    public sealed record OfFingerprint(string Sha256) : ServerTrust;
}
