using Switchback.Dashboard.Hosting;

namespace Switchback.Dashboard.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.168.3.4:5080")]
    [InlineData("http://dashboard.example:5080")]
    [InlineData("http://127.0.0.1:5080;http://10.0.0.1:5080")]
    public void Urls_ReachableFromElsewhereWithoutSignIn_RefusesToStart(string urls)
    {
        var refused = Assert.Throws<StartRefusedException>(() => DashboardApp.Build(["--Urls", urls]));

        var fault = Assert.Single(refused.Faults);
        Assert.Equal("Urls", fault.Key);
        Assert.Contains("could be reached from other machines", fault.Sentence);
    }

    [Fact]
    public void Start_SeveralFaults_NamesEachKeyAtOnceWithoutAStackTrace()
    {
        var refused = Assert.Throws<StartRefusedException>(() => DashboardApp.Build(
        [
            "--Urls", "nonsense;http://10.0.0.1:80", "--HTTP_PORTS", "8080", "--Kestrel:Endpoints:Web:Url", "http://0.0.0.0:81",
        ]));

        Assert.Equal(
            """
            Switchback does not start: 4 settings need a change.

              Urls
                  "nonsense" is not an address to listen on. Give one like http://127.0.0.1:5080.

              Urls
                  http://10.0.0.1:80 could be reached from other machines, and nobody has to sign in: no identity provider is configured. Listen on loopback, for example http://127.0.0.1:5080.

              HTTP_PORTS
                  Port 8080 would be opened on every address of this machine, and nobody has to sign in: no identity provider is configured. Remove it and set Urls to a loopback address, for example http://127.0.0.1:5080.

              Kestrel:Endpoints:Web:Url
                  http://0.0.0.0:81 could be reached from other machines, and nobody has to sign in: no identity provider is configured. Listen on loopback, for example http://127.0.0.1:5080.

            """,
            Start.Describe(refused.Faults));
    }

    [Fact]
    public async Task Start_FaultySettings_ExitsWithTwo()
    {
        Assert.Equal(2, await Start.RunAsync(["--Urls", "http://0.0.0.0:0"]));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://[::1]:0")]
    public void Urls_Loopback_AreTaken(string url)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Urls"] = url };

        Assert.Equal([url], StartSettings.Read(configuration).Urls);
    }
}
