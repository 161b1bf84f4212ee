using System.Diagnostics.Metrics;
using Switchback.Dashboard.Telemetry;

namespace Switchback.Dashboard.Tests.Telemetry;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Text_GaugesAndCounters_HaveHelpTypeUnitAndSortedLabels()
    {
        using var meter = new Meter("test");
        meter.CreateObservableGauge("some.age", () => new Measurement<double>(0.25, new("z", "1"), new("a", "2")), "s", "How old.");
        meter.CreateObservableCounter("some.calls", () => 7L, "{call}", "Calls.");
        meter.CreateObservableCounter("some.read", () => 8L, "By", "Read.");

        Assert.Equal(
            """
            # HELP some_age_seconds How old.
            # TYPE some_age_seconds gauge
            some_age_seconds{a="2",z="1"} 0.25
            # HELP some_calls_total Calls.
            # TYPE some_calls_total counter
            some_calls_total 7
            # HELP some_read_bytes_total Read.
            # TYPE some_read_bytes_total counter
            some_read_bytes_total 8

            """,
            PrometheusText.Of(MeterReading.Of(meter)));
    }

    [Fact]
    public void Text_CharactersWithAMeaning_AreEscaped()
    {
        using var meter = new Meter("test");
        meter.CreateObservableGauge("g", () => new Measurement<int>(1, new KeyValuePair<string, object?>("l", "a\\b\"c\nd")), null, "one\\two\nthree \"four\"");

        Assert.Equal("# HELP g one\\\\two\\nthree \"four\"\n# TYPE g gauge\ng{l=\"a\\\\b\\\"c\\nd\"} 1\n", PrometheusText.Of(MeterReading.Of(meter)));
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(1e21, "1E+21")]
    [InlineData(0.1, "0.1")]
    public void Text_Numbers_AreWrittenAsTheFormatWants(double value, string expected)
    {
        using var meter = new Meter("test");
        meter.CreateObservableGauge("g", () => value);

        Assert.EndsWith($"g {expected}\n", PrometheusText.Of(MeterReading.Of(meter)));
    }

    [Fact]
    public void Reading_AnotherMeterOfTheSameName_IsLeftAlone()
    {
        using var mine = new Meter("test");
        using var other = new Meter("test");
        mine.CreateObservableGauge("mine", () => 1);
        other.CreateObservableGauge("other", () => 1);

        Assert.Equal("mine", Assert.Single(MeterReading.Of(mine)).Name);
    }
}
