using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Switchback.Lab.Hosting;

namespace Switchback.Lab.Tests.Http;

/// <summary>Ports that speak TLS, and the authority that a client verifies them with.</summary>
public sealed class HttpsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lab-https").FullName;
    private LabHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await LabHost.StartAsync(new LabOptions { Https = _folder, Superuser = new Superuser("root", "rootroot") }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Client_TrustingTheAuthority_IsAnsweredOnEveryCluster(string name)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "ca.crt"));
        using var http = Client(authority);

        foreach (var cluster in new[] { "clusterA", "clusterB" })
        {
            var url = _host.Url(cluster).Replace("127.0.0.1", name, StringComparison.Ordinal);
            Assert.StartsWith("https://", url, StringComparison.Ordinal);
            using var answer = await http.GetAsync(url, TestContext.Current.CancellationToken);
            Assert.Equal(401, (int)answer.StatusCode);
            Assert.Equal(["Basic realm=\"security\", charset=\"UTF-8\"", "Bearer realm=\"security\"", "ApiKey"], answer.Headers.GetValues("WWW-Authenticate"));
        }
    }

    [Fact]
    public async Task Client_TrustingAnotherAuthority_Refuses()
    {
        using var other = new CertificateAuthority(TimeProvider.System);
        using var http = Client(other.Certificate);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(_host.Url("clusterA"), TestContext.Current.CancellationToken));

        Assert.IsType<AuthenticationException>(failure.InnerException);
    }

    private static HttpClient Client(X509Certificate2 authority) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    });
}
