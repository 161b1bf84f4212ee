namespace Switchback.Core.Query;

/// <summary>What a person wrote that cannot be understood, where it stands, and what would work.</summary>
/// <param name="Position">Where in the text it begins, counted from zero.</param>
/// <param name="Problem">What is wrong, as a sentence.</param>
/// <param name="Hint">What to write instead.</param>
public sealed record QueryFault(int Position, int Length, string Problem, string Hint)
{
    public override string ToString() => $"{Problem} {Hint}";
}
