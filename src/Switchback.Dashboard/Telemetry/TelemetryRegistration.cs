namespace Switchback.Dashboard.Telemetry;

internal static class TelemetryRegistration
{
    public static void AddTelemetry(this IServiceCollection services, OtlpSettings? otlp)
    {
        services.AddMetrics();
        services.AddSingleton<FleetMeters>();
        services.AddSingleton<WorkMeters>();
        services.AddSingleton<SwitchbackMeter>();
        if (otlp is not null)
        {
            services.AddSingleton(otlp);
            services.AddHostedService<OtlpExport>();
        }
    }

    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapGet("/metrics", Metrics).ExcludeFromDescription();

    private static IResult Metrics(HttpContext context, SwitchbackMeter meter)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(PrometheusText.Of(MeterReading.Of(meter.Meter)), PrometheusText.ContentType);
    }
}
