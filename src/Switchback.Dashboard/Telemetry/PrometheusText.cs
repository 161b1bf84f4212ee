using System.Globalization;
using System.Text;

namespace Switchback.Dashboard.Telemetry;

/// <summary>Prometheus' text exposition format, version 0.0.4. Ours, because no exporter can be had where we build.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(IEnumerable<MeterFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            var name = NameOf(family);
            text.Append("# HELP ").Append(name).Append(' ').Append(Escape(family.Description, quotes: false)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(family.IsCounter ? "counter" : "gauge").Append('\n');
            foreach (var sample in family.Samples)
            {
                text.Append(name);
                Append(text, sample.Labels);
                text.Append(' ').Append(Number(sample.Value)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Dots become underscores, the unit stands at the end, and a counter says that it is a total.</summary>
    internal static string NameOf(MeterFamily family)
    {
        var name = new StringBuilder();
        foreach (var character in family.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(character) || character is ':' or '_' ? character : '_');
        }

        name.Append(family.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" });
        return name.Append(family.IsCounter ? "_total" : "").ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<(string Name, string Value)> labels)
    {
        var separator = '{';
        // In one order, so that the same series is the same text every time.
        foreach (var (name, value) in labels.OrderBy(label => label.Name, StringComparer.Ordinal))
        {
            text.Append(separator).Append(name).Append("=\"").Append(Escape(value, quotes: true)).Append('"');
            separator = ',';
        }

        if (separator == ',')
        {
            text.Append('}');
        }
    }

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
