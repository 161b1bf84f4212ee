using System.Text.RegularExpressions;
using Switchback.Dashboard.Tests.Api;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Telemetry;

public sealed partial class MetricsTests
{
    [Fact]
    public async Task Metrics_EveryLine_IsWellFormedAndBelongsToADescribedFamily()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken, SomeFleet.Bare));

        using var answer = await app.Client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd().Split('\n');

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        string? family = null;
        var series = new HashSet<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                family = line.Split(' ')[2];
                Assert.True(line.Length > "# HELP ".Length + family.Length + 5, line);
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.Matches($"^# TYPE {family} (gauge|counter)$", line);
            }
            else
            {
                var sample = Sample().Match(line);
                Assert.True(sample.Success && sample.Groups["name"].Value == family, line);
                Assert.True(series.Add(sample.Groups["series"].Value), $"twice: {line}");
            }
        }
    }

    [Theory]
    [InlineData("switchback_followers{pair=\"orders\",verdict=\"read-errors\"} 1")]
    [InlineData("switchback_followers{pair=\"orders\",verdict=\"failed\"} 0")]
    [InlineData("switchback_followers{pair=\"\",verdict=\"unknown\"} 1")]
    [InlineData("switchback_pair_lag_operations{pair=\"orders\"} 1200")]
    [InlineData("switchback_pair_lag_seconds{pair=\"orders\"} 12.5")]
    [InlineData("switchback_pair_exposure_operations{pair=\"orders\"} 1200")]
    [InlineData("switchback_pair_exposure_at_least{pair=\"orders\"} 1")]
    [InlineData("switchback_pair_state{pair=\"orders\",state=\"attention\"} 1")]
    [InlineData("switchback_pair_state{pair=\"orders\",state=\"split-brain\"} 0")]
    [InlineData("switchback_cluster_up{cluster=\"clusterA\"} 1")]
    [InlineData("switchback_polls_total{cluster=\"clusterA\",outcome=\"answered\"} 0")]
    [InlineData("switchback_calls_total{cluster=\"clusterB\",outcome=\"timed-out\"} 0")]
    [InlineData("switchback_subscribers 0")]
    [InlineData("switchback_hub_connections 0")]
    [InlineData("switchback_hub_subscriptions 0")]
    public async Task Metrics_PublishedSnapshot_HaveThisSample(string sample)
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken, SomeFleet.Bare));

        Assert.Contains(sample, await LinesAsync(app));
    }

    [Fact]
    public async Task Metrics_OfTheProcess_AreThere()
    {
        await using var app = await QuietDashboard.StartAsync();

        var lines = await LinesAsync(app);

        foreach (var name in new[] { "process_cpu_seconds_total", "process_resident_memory_bytes", "dotnet_gc_heap_bytes", "switchback_snapshot_version" })
        {
            Assert.Contains(lines, line => line.StartsWith(name + " ", StringComparison.Ordinal) && double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) > 0);
        }
    }

    [Fact]
    public async Task Metrics_WhatIsNotKnown_HasNoSample()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Bare) with
        {
            Members = [Core.Fleet.Member.NotAskedYet("clusterA", TimeSpan.FromSeconds(2))],
            Pairs = [SomeFleet.Pair(lost: null)],
        });

        var lines = await LinesAsync(app);

        Assert.DoesNotContain(lines, line => line.StartsWith("switchback_pair_lag", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("switchback_pair_exposure_operations", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("switchback_cluster_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_ClusterDown_SaysZeroAndKeepsCountingItsAge()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot() with { Members = [Some.Member("clusterA", Some.NotAnswering(3))] });

        var lines = await LinesAsync(app);

        Assert.Contains("switchback_cluster_up{cluster=\"clusterA\"} 0", lines);
        Assert.Contains(lines, line => line.StartsWith("switchback_cluster_age_seconds{cluster=\"clusterA\"} ", StringComparison.Ordinal));
    }

    private static async Task<string[]> LinesAsync(QuietDashboard app) =>
        (await app.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Split('\n');

    [GeneratedRegex("""^(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-z_]+="([^"\\]|\\.)*"(,[a-z_]+="([^"\\]|\\.)*")*\})?) (\+Inf|-Inf|NaN|-?[0-9.]+(E[+-][0-9]+)?)$""", RegexOptions.None, 1000)]
    private static partial Regex Sample();
}
