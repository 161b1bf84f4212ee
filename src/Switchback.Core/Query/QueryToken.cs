namespace Switchback.Core.Query;

internal enum QueryTokenKind
{
    Term,
    Open,
    Close,
    Or,
    And,
    Not,
    End,
}

/// <summary>One piece of a query with its place. A term has its field and its values, as written.</summary>
internal sealed record QueryToken(QueryTokenKind Kind, int Position, int Length, string? Field = null, IReadOnlyList<QueryValue>? Values = null)
{
    public int End => Position + Length;
}

/// <param name="IsQuoted">Its stars are stars, and its words are no operators.</param>
internal readonly record struct QueryValue(string Text, int Position, int Length, bool IsQuoted);
