namespace Switchback.Lab.Documents;

/// <summary>Somebody asked for operations that were merged away.</summary>
public sealed class OperationsMissingException(long from, long to, long missing) : Exception($"operations [{from}, {to}] are no longer all there")
{
    public long From { get; } = from;

    public long To { get; } = to;

    /// <summary>The first one that is gone.</summary>
    public long Missing { get; } = missing;
}
