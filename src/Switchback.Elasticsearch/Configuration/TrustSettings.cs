using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Switchback.Core.Settings;

namespace Switchback.Elasticsearch.Configuration;

/// <summary>Reads <c>CaFile</c> and <c>Fingerprint</c>. A pin on an address without TLS would protect nothing, so it is a fault.</summary>
internal static class TrustSettings
{
    private const string FingerprintRemedy =
        "Write the SHA-256 of the certificate: 64 hexadecimal digits, colons allowed (openssl x509 -fingerprint -sha256 -noout -in http_ca.crt).";

    public static ServerTrust Read(SettingsSection section, IReadOnlyList<Uri> urls)
    {
        var file = section.Text("CaFile", "Write the path of a PEM file with the authorities to trust.");
        var fingerprint = section.Text("Fingerprint", FingerprintRemedy);
        if (file is not null) CheckAuthorities(section, file);
        var digits = fingerprint?.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        if (digits is not null && (digits.Length != 64 || !digits.All(char.IsAsciiHexDigit)))
            section.Section("Fingerprint").Fault("is not a SHA-256.", FingerprintRemedy);
        if (file is not null && fingerprint is not null)
            section.Section("Fingerprint").Fault("stands beside CaFile.", "Keep one of them: it must be plain which one decides.");
        if ((file ?? fingerprint) is not null && urls.Any(url => url.Scheme == Uri.UriSchemeHttp))
            section.Section("Urls").Fault("holds an http address although a certificate is pinned.", "Write https, or remove CaFile and Fingerprint.");
        return file is not null ? new ServerTrust.OfAuthorities(file)
            : digits is not null ? new ServerTrust.OfFingerprint(digits)
            : new ServerTrust.OfTheMachine();
    }

    private static void CheckAuthorities(SettingsSection section, string file)
    {
        const string remedy = "Write the path of a readable PEM file with at least one certificate (BEGIN CERTIFICATE).";
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            if (certificates.Count == 0) section.Section("CaFile").Fault($"'{file}' holds no certificate.", remedy);
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            section.Section("CaFile").Fault($"'{file}' cannot be read as PEM.", remedy);
        }
    }
}
