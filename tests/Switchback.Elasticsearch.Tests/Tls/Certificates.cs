using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Switchback.Elasticsearch.Tests.Tls;

/// <summary>Certificates made for one test: a root, an authority under it, servers under that.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly List<X509Certificate2> _made = [];
    private readonly List<string> _files = [];
    private int _serial;

    public X509Certificate2 Authority(string name, X509Certificate2? issuer = null) => Make(name, issuer, authority: true, _ => { });

    public X509Certificate2 Server(string name, X509Certificate2? issuer, string host = "127.0.0.1") => Make(name, issuer, authority: false, names =>
    {
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
    });

    public SslStreamCertificateContext Shown(X509Certificate2 server, params X509Certificate2[] beside) =>
        SslStreamCertificateContext.Create(Exportable(server), [.. beside], offline: true);

    public string File(X509Certificate2 certificate)
    {
        var file = Path.GetTempFileName();
        _files.Add(file);
        System.IO.File.WriteAllText(file, certificate.ExportCertificatePem());
        return file;
    }

    public void Dispose()
    {
        foreach (var certificate in _made)
            certificate.Dispose();
        foreach (var file in _files)
            System.IO.File.Delete(file);
    }

    private X509Certificate2 Make(string name, X509Certificate2? issuer, bool authority, Action<SubjectAlternativeNameBuilder> addNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        if (authority) request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var names = new SubjectAlternativeNameBuilder();
        addNames(names);
        if (!authority) request.CertificateExtensions.Add(names.Build());
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(issuer is null ? 30 : 20));
        X509Certificate2 made;
        if (issuer is null)
        {
            made = request.CreateSelfSigned(from, to);
        }
        else
        {
            using var bare = request.Create(issuer, issuer.NotBefore, to < issuer.NotAfter ? to : issuer.NotAfter, [(byte)++_serial]);
            made = bare.CopyWithPrivateKey(key);
        }
        _made.Add(made);
        return made;
    }

    /// <summary>A key made in memory must be written and read once before every platform's TLS takes it.</summary>
    private X509Certificate2 Exportable(X509Certificate2 certificate)
    {
        var again = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        _made.Add(again);
        return again;
    }
}
