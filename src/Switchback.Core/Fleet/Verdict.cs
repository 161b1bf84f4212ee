namespace Switchback.Core.Fleet;

/// <summary>A named state of an item, with its reasons and what lifts it. Immutable, and the same object while nothing of it changes.</summary>
/// <param name="Reason">In words, without numbers that move: those stand beside the verdict. Empty when the name says it all.</param>
/// <param name="Cause">What the system itself said, raw; null when it said nothing.</param>
/// <param name="Was">With <see cref="VerdictKind.Unknown"/>: the state when its side last answered.</param>
public sealed record Verdict(VerdictKind Kind, string Reason = "", Cause? Cause = null, Remedy Remedy = Remedy.None, VerdictKind? Was = null)
{
    public static readonly Verdict Following = new(VerdictKind.Following);

    public string Id => Kind.Id();

    public string Word => Was is { } was ? $"Unknown, was: {was.Word()}" : Kind.Word();

    public Grade Grade => VerdictWords.Of(Kind).Grade;
}

/// <summary>An error in the system's own words.</summary>
public sealed record Cause(string Type, string? Reason)
{
    public override string ToString() => string.IsNullOrEmpty(Reason) ? Type : $"{Type}: {Reason}";
}
