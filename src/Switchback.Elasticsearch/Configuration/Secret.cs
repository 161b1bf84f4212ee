namespace Switchback.Elasticsearch.Configuration;

/// <summary>A text that no log, exception or page may show: only the one place that writes the header reveals it.</summary>
public sealed class Secret(string value)
{
    public string Reveal() => value;

    public override string ToString() => "***";
}
