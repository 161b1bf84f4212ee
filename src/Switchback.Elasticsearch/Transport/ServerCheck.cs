using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Switchback.Elasticsearch.Configuration;

namespace Switchback.Elasticsearch.Transport;

/// <summary>Decides whether a presented certificate is trusted. A refusal is an exception whose message says what to configure.</summary>
internal sealed class ServerCheck
{
    private readonly ServerTrust _trust;
    private readonly X509Certificate2Collection _authorities = [];

    public ServerCheck(ServerTrust trust)
    {
        _trust = trust;
        if (trust is ServerTrust.OfAuthorities file) _authorities.ImportFromPemFile(file.CaFile);
    }

    public bool Accept(object sender, X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors)
    {
        if (presented is not X509Certificate2 leaf || chain is null)
            throw new AuthenticationException("the server presents no certificate");
        return _trust switch
        {
            ServerTrust.OfTheMachine => AcceptMachine(errors),
            ServerTrust.OfAuthorities => AcceptAuthorities(leaf, chain, errors),
            ServerTrust.OfFingerprint pin => AcceptFingerprint(leaf, chain, errors, pin.Sha256),
            _ => false,
        };
    }

    private static bool AcceptMachine(SslPolicyErrors errors) => errors == SslPolicyErrors.None
        ? true
        : throw new AuthenticationException($"the server's certificate is not trusted by this machine ({errors}): configure CaFile or Fingerprint");

    private bool AcceptAuthorities(X509Certificate2 leaf, X509Chain presented, SslPolicyErrors errors)
    {
        RefuseWrongName(errors);
        if (!IsIssuedUnder(leaf, presented, _authorities))
            throw new AuthenticationException("the server's certificate is not issued by an authority in CaFile");
        return true;
    }

    private static bool AcceptFingerprint(X509Certificate2 leaf, X509Chain presented, SslPolicyErrors errors, string sha256)
    {
        // The pinned certificate itself needs no further proof: nobody else has its key.
        if (Matches(leaf, sha256)) return true;
        // An authority that is merely shown proves nothing; it must really have issued the server's certificate, for this name.
        var pinned = presented.ChainElements.Select(element => element.Certificate)
            .Concat(presented.ChainPolicy.ExtraStore)
            .FirstOrDefault(certificate => Matches(certificate, sha256));
        if (pinned is null)
            throw new AuthenticationException($"neither the server's certificate (SHA-256 {leaf.GetCertHashString(HashAlgorithmName.SHA256)}) nor one it presents matches Fingerprint");
        RefuseWrongName(errors);
        if (!IsIssuedUnder(leaf, presented, [pinned]))
            throw new AuthenticationException("the server shows the certificate of Fingerprint, but its own is not issued by it");
        return true;
    }

    private static bool Matches(X509Certificate2 certificate, string sha256) => CryptographicOperations.FixedTimeEquals(
        certificate.GetCertHash(HashAlgorithmName.SHA256), Convert.FromHexString(sha256));

    private static void RefuseWrongName(SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            throw new AuthenticationException("the server's certificate is for another host name: use the name it is issued for in Urls");
    }

    private static bool IsIssuedUnder(X509Certificate2 leaf, X509Chain presented, X509Certificate2Collection roots)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        // The pinned authority may be an intermediate one.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        foreach (var element in presented.ChainElements)
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        return chain.Build(leaf) && chain.ChainElements.Any(element => roots.Any(root => root.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)));
    }
}
