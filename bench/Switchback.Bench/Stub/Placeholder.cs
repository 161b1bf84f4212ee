namespace Switchback.Bench.Stub;

/// <summary>What stands in the place of a number that changes.</summary>
internal enum Moving
{
    Leader = 7,
    Follower = 8,
    Now = 9,
}

/// <summary>
/// A number that says which number of which row belongs in its place. Bodies are built and filtered with these; what is found in
/// the finished bytes is what has to be exchanged before each answer. As long as what replaces it: 9 digits for a
/// position, 13 for a time.
/// </summary>
internal static class Placeholder
{
    private const long Positions = 100_000_000;
    private const long Times = 1_000_000_000_000;

    public static long Of(Moving kind, int row) => kind == Moving.Now ? ((int)kind * Times) + row : ((int)kind * Positions) + row;

    /// <summary>Null for an ordinary number.</summary>
    public static (Moving Kind, int Row)? Read(long number) => number switch
    {
        >= (int)Moving.Now * Times => (Moving.Now, (int)(number % Times)),
        >= (int)Moving.Leader * Positions and < (int)Moving.Now * Positions => ((Moving)(number / Positions), (int)(number % Positions)),
        _ => null,
    };
}
