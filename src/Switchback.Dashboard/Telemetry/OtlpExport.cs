using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Switchback.Dashboard.Telemetry;

/// <summary>Sends our metrics, and those of the runtime and the server below us, to a collector. Lives as long as the app; the last ones are sent at its end.</summary>
internal sealed class OtlpExport(OtlpSettings settings, SwitchbackMeter meter) : IHostedService
{
    private static readonly string[] Below = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private MeterProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("switchback"))
            .AddMeter([meter.Meter.Name, .. Below])
            .AddOtlpExporter(Configure)
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // Flushes within its own patience; a collector that is gone does not hold up the end.
        _provider?.Shutdown(2000);
        _provider?.Dispose();
        return Task.CompletedTask;
    }

    private void Configure(OtlpExporterOptions exporter, MetricReaderOptions reader)
    {
        if (settings.IsHttp is { } isHttp)
        {
            exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        }

        if (settings.Endpoint is { } endpoint)
        {
            // As the standard variable means it: the address of the collector, without the path of each signal.
            exporter.Endpoint = exporter.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/metrics") : endpoint;
        }

        if (settings.Every is { } every)
        {
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)every.TotalMilliseconds;
        }
    }
}
