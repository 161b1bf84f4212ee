namespace Switchback.Lab.Tests.Replay;

/// <summary>One cluster of the recorded pair, as the recordings name it: <c>a</c> or <c>b</c>.</summary>
public enum Side
{
    A,
    B,
}

public static class Sides
{
    public static readonly IReadOnlyList<Side> Both = [Side.A, Side.B];

    public static Side Other(this Side side) => side == Side.A ? Side.B : Side.A;

    public static string Letter(this Side side) => side == Side.A ? "a" : "b";

    public static Side Read(string letter) => letter switch
    {
        "a" => Side.A,
        "b" => Side.B,
        _ => throw new FormatException($"a recording knows the clusters a and b, not '{letter}'"),
    };
}
