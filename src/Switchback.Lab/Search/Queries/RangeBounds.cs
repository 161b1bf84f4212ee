namespace Switchback.Lab.Search.Queries;

/// <summary>The ends of a range as they were written; null for an open end.</summary>
public sealed record RangeBounds
{
    public string? From { get; init; }

    public string? To { get; init; }

    public bool FromIncluded { get; init; }

    public bool ToIncluded { get; init; }

    public string? Format { get; init; }

    public bool Contains(string? text) => text is not null && IsIn(
        From is null ? null : string.CompareOrdinal(text, From),
        To is null ? null : string.CompareOrdinal(text, To));

    public bool Contains(long value, long? from, long? to) => IsIn(
        from is { } low ? value.CompareTo(low) : null,
        to is { } high ? value.CompareTo(high) : null);

    public bool Contains(double value, double? from, double? to) => IsIn(
        from is { } low ? value.CompareTo(low) : null,
        to is { } high ? value.CompareTo(high) : null);

    private bool IsIn(int? againstFrom, int? againstTo) =>
        (againstFrom is not { } low || (FromIncluded ? low >= 0 : low > 0))
        && (againstTo is not { } high || (ToIncluded ? high <= 0 : high < 0));
}
