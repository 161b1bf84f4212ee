namespace Switchback.Elasticsearch.Reading;

/// <summary>Ends the reading of a senseless answer. Never leaves this project: the channel turns it into a fault.</summary>
internal sealed class UnreadableException(string what, string where) : Exception($"{what} at {where}")
{
    public string What { get; } = what;

    public string Where { get; } = where;
}
