using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;
using Switchback.Elasticsearch.Transport;

namespace Switchback.Elasticsearch.Tests.Tls;

public sealed class TrustTests : IDisposable
{
    private readonly Certificates _make = new();
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _middle;
    private readonly X509Certificate2 _server;

    public TrustTests()
    {
        _root = _make.Authority("root");
        _middle = _make.Authority("middle", _root);
        _server = _make.Server("es1", _middle);
    }

    public void Dispose() => _make.Dispose();

    [Fact]
    public async Task CaFile_OfTheServersAuthority_IsTrusted() => Accepted(await AskAsync(new ServerTrust.OfAuthorities(_make.File(_root))));

    [Fact]
    public async Task CaFile_OfAnother_IsRefusedWithItsName() =>
        Refused(await AskAsync(new ServerTrust.OfAuthorities(_make.File(_make.Authority("root")))), "not issued by an authority in CaFile");

    [Fact]
    public async Task Fingerprint_OfTheServer_IsTrusted() => Accepted(await AskAsync(Pin(_server)));

    [Fact]
    public async Task Fingerprint_OfAPresentedAuthority_IsTrusted() => Accepted(await AskAsync(Pin(_middle)));

    [Fact]
    public async Task Fingerprint_OfNothingPresented_IsRefusedAndTellsTheServersOwn() =>
        Refused(await AskAsync(Pin(_make.Server("other", null))), _server.GetCertHashString(HashAlgorithmName.SHA256));

    [Fact]
    public async Task MachineTrust_OfAPrivateAuthority_IsRefusedWithTheRemedy() =>
        Refused(await AskAsync(new ServerTrust.OfTheMachine()), "configure CaFile or Fingerprint");

    [Fact]
    public async Task CaFile_WithAServerOfAnotherName_IsRefused() =>
        Refused(await AskAsync(new ServerTrust.OfAuthorities(_make.File(_root)), _make.Server("es1", _middle, "es1.example")), "another host name");

    [Fact]
    public async Task Fingerprint_OfAnAuthorityWithAServerOfAnotherName_IsRefused() =>
        Refused(await AskAsync(Pin(_middle), _make.Server("es1", _middle, "es1.example")), "another host name");

    [Fact]
    public void Fingerprint_OfAnAuthorityThatIsOnlyShown_IsRefused()
    {
        // Anybody can show our authority's certificate beside their own.
        var impostor = _make.Server("es1", _make.Authority("middle", _make.Authority("root")));
        using var chain = new X509Chain();
        chain.ChainPolicy.ExtraStore.Add(_middle);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.Build(impostor);

        var refused = Assert.Throws<AuthenticationException>(() => new ServerCheck(Pin(_middle)).Accept(this, impostor, chain, SslPolicyErrors.RemoteCertificateChainErrors));

        Assert.Contains("not issued by it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_OnAPlainPort_IsUnreachable()
    {
        await using var server = new RawServer(_ => Task.CompletedTask);
        using var cluster = Some.Cluster(Some.Options(new Uri($"https://127.0.0.1:{server.Port}/")) with { ReadTimeout = TimeSpan.FromSeconds(2), Trust = Pin(_server) });

        var answer = await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);

        Assert.IsNotType<Answer<Calls.License>.Success>(answer);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task Effect_WithAnUntrustedServer_IsNotDone()
    {
        await using var server = new RawServer(_ => Task.CompletedTask, _make.Shown(_server, _middle));
        using var cluster = Some.Cluster(Some.Options(server.Url) with { Trust = new ServerTrust.OfTheMachine() });

        var effect = await cluster.Following.PauseAsync("bar", TestContext.Current.CancellationToken);

        Assert.IsType<Fault.Unreachable>(Assert.IsType<Effect<Acknowledged>.NotDone>(effect).Fault);
        Assert.Empty(server.Seen);
    }

    private static ServerTrust.OfFingerprint Pin(X509Certificate2 certificate) => new(certificate.GetCertHashString(HashAlgorithmName.SHA256));

    private static void Accepted(Answer<Calls.License> answer) => Assert.IsType<Answer<Calls.License>.Success>(answer);

    private static void Refused(Answer<Calls.License> answer, string words)
    {
        var fault = Assert.IsType<Fault.Unreachable>(Assert.IsType<Answer<Calls.License>.Failure>(answer).Fault);
        Assert.Contains(words, fault.Why, StringComparison.Ordinal);
    }

    private async Task<Answer<Calls.License>> AskAsync(ServerTrust trust, X509Certificate2? shown = null)
    {
        await using var server = new RawServer(
            exchange => exchange.SendAsync(RawServer.Json("""{"license":{"type":"basic","status":"active"}}""")), _make.Shown(shown ?? _server, _middle));
        using var cluster = Some.Cluster(Some.Options(server.Url) with { Trust = trust });
        return await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);
    }
}
