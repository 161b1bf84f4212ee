using Switchback.Core.Settings;

namespace Switchback.Dashboard.Telemetry;

/// <summary>Where metrics are sent, if anywhere.</summary>
/// <param name="Endpoint">Null when only the standard variables of OpenTelemetry say it; the exporter reads those itself.</param>
/// <param name="IsHttp">Protocol buffers over HTTP, or else gRPC; null when the standard variables decide.</param>
public sealed record OtlpSettings(Uri? Endpoint, bool? IsHttp, TimeSpan? Every)
{
    public const string Root = "Otlp";
    public const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Remedy = "Write the collector's address, for example http://127.0.0.1:4317.";
    private const string ProtocolRemedy = "Write grpc or http/protobuf.";

    /// <returns>Null when metrics are sent nowhere.</returns>
    public static (OtlpSettings? Otlp, IReadOnlyList<SettingsFault> Faults) Read(IConfiguration configuration)
    {
        var section = SettingsSection.From(Root, configuration.AsEnumerable());
        var endpoint = section.Text("Endpoint", Remedy);
        var protocol = section.Text("Protocol", ProtocolRemedy);
        var seconds = section.Number("Seconds", 0, 0, 3600);
        Uri? address = null;
        if (endpoint is not null && (!Uri.TryCreate(endpoint, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")))
        {
            section.Section("Endpoint").Fault($"'{endpoint}' is no address.", Remedy);
        }

        if (protocol is not (null or "grpc" or "http/protobuf"))
        {
            section.Section("Protocol").Fault($"'{protocol}' is no protocol for metrics.", ProtocolRemedy);
        }

        section.RefuseUnknownKeys();
        var isWanted = endpoint is not null || !string.IsNullOrWhiteSpace(configuration[StandardEndpoint]);
        return (
            isWanted ? new OtlpSettings(address, protocol is null ? null : protocol == "http/protobuf", seconds > 0 ? TimeSpan.FromSeconds(seconds) : null) : null,
            section.Faults);
    }
}
