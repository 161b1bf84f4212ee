using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Switchback.Dashboard.Telemetry;
using Switchback.Dashboard.Tests.Api;

namespace Switchback.Dashboard.Tests.Telemetry;

public sealed class OtlpTests
{
    [Fact]
    public async Task Export_Configured_ReachesTheCollectorWithOurMetrics()
    {
        await using var collector = await Collector.StartAsync();
        var app = await QuietDashboard.StartAsync(null, "--Otlp:Endpoint", collector.Url, "--Otlp:Protocol", "http/protobuf");
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken));

        // The last ones are sent when the app ends.
        await app.DisposeAsync();

        var (path, body) = await collector.FirstAsync();
        Assert.Equal("/v1/metrics", path);
        Assert.Contains("switchback.followers", body);
        Assert.Contains("read-errors", body);
        Assert.Contains("service.name", body);
    }

    [Theory]
    [InlineData("Otlp:Endpoint", "http://127.0.0.1:4317", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", false)]
    [InlineData("Other", "x", false)]
    public void Export_OnlyWhenConfigured_IsWanted(string key, string value, bool expected)
    {
        var (otlp, faults) = Read((key, value));

        Assert.Equal(expected, otlp is not null);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("Otlp:Endpoint", "collector", "'collector' is no address.")]
    [InlineData("Otlp:Protocol", "carrier-pigeon", "'carrier-pigeon' is no protocol for metrics.")]
    public void Settings_ThatCannotWork_AreFaults(string key, string value, string problem)
    {
        var fault = Assert.Single(Read((key, value)).Faults);

        Assert.Equal((key, problem), (fault.Key, fault.Problem));
    }

    private static (OtlpSettings? Otlp, IReadOnlyList<Switchback.Core.Settings.SettingsFault> Faults) Read((string Key, string Value) setting) =>
        OtlpSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(setting.Key, setting.Value)]).Build());

    /// <summary>Takes what an exporter posts, and keeps the first of it.</summary>
    private sealed class Collector(WebApplication app, TaskCompletionSource<(string Path, string Body)> first) : IAsyncDisposable
    {
        public string Url => app.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var first = new TaskCompletionSource<(string, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.MapPost("/{**path}", async (HttpContext context) =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                first.TrySetResult((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            });
            await app.StartAsync();
            return new Collector(app, first);
        }

        public Task<(string Path, string Body)> FirstAsync() => first.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
