using Microsoft.Extensions.Configuration;
using Switchback.Core.Settings;
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
        var refused = Assert.Throws<SettingsException>(() => DashboardApp.Build(["--Urls", urls]));

        var fault = Assert.Single(refused.Faults);
        Assert.Equal("Urls", fault.Key);
        Assert.Contains("can be reached from other machines", fault.Problem);
    }

    [Fact]
    public void Start_SeveralFaults_NamesEachKeyAtOnceWithoutAStackTrace()
    {
        var refused = Assert.Throws<SettingsException>(() => DashboardApp.Build(
        [
            "--Urls", "nonsense;http://10.0.0.1:80", "--HTTP_PORTS", "8080", "--Kestrel:Endpoints:Web:Url", "http://0.0.0.0:81",
            "--Poll:Seconds", "0", "--Poll:Sceonds", "2",
            "--Clusters:east:Urls", "ftp://east", "--Pairs:orders:System", "elasticsearch", "--Pairs:orders:Home", "east", "--Pairs:orders:Away", "west",
        ]));

        Assert.Equal(
            """
            Switchback does not start: 8 settings need a change.

              Urls
                  'nonsense' is no address to listen on. Listen on loopback, for example http://127.0.0.1:5080.

              Urls
                  http://10.0.0.1:80 can be reached from other machines, and without an identity provider nobody signs in. Listen on loopback, for example http://127.0.0.1:5080.

              HTTP_PORTS
                  opens port 8080 on every address of this machine, and without an identity provider nobody signs in. Remove it; Urls says where to listen, http://127.0.0.1:5080 by default.

              Kestrel:Endpoints:Web:Url
                  http://0.0.0.0:81 can be reached from other machines, and without an identity provider nobody signs in. Listen on loopback, for example http://127.0.0.1:5080.

              Poll:Seconds
                  is not a number in its range. Write a whole number from 1 to 60, or leave it out for 2.

              Poll:Sceonds
                  is not known. Known here: Seconds, SlowSeconds. Correct the name or remove it.

              Clusters:east:Urls
                  holds something that is no http or https address. Write addresses of the cluster's nodes, such as "https://es1.example:9200,https://es2.example:9200".

              Pairs:orders:Away
                  names 'west', which is not configured. Write one of the names under Clusters: east.

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
        var (start, faults) = StartSettings.Read(new ConfigurationManager { ["Urls"] = url });

        Assert.Equal([url], start.Urls);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Start_PortTaken_SaysSoWithoutAStackTrace()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var data = Directory.CreateTempSubdirectory("switchback-");

        var code = await Start.RunAsync(
        [
            "--Urls", $"http://{other.LocalEndpoint}", "--DataFolder", data.FullName, "--Serilog:MinimumLevel:Default", "Fatal",
            "--Clusters:east:Urls", "http://127.0.0.1:9",
        ]);

        Assert.Equal(2, code);
        data.Delete(recursive: true);
    }
}
