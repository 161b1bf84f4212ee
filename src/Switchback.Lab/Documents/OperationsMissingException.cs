namespace Switchback.Lab.Documents;

/// <summary>Somebody asked for operations that were merged away.</summary>
public sealed class OperationsMissingException(long from, long to) : Exception($"operations [{from}, {to}] are no longer there")
{
    public long From { get; } = from;

    public long To { get; } = to;
}
