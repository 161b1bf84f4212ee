namespace Switchback.Lab.Tests.Replay;

/// <summary>What became of a request: an answer, or none and why.</summary>
public abstract record Reply
{
    private Reply()
    {
    }

    public sealed record Answered(Answer Answer) : Reply;

    public sealed record None(string Why) : Reply;
}
