namespace Switchback.Lab.Tests.Replay;

/// <summary>One point where an answer parts from its recording.</summary>
/// <param name="Path">where in the answer; <c>#status</c> and the like for what is not in the body</param>
/// <param name="Recorded">what the real pair answered</param>
/// <param name="Answered">what this pair answered</param>
public sealed record Difference(string Path, string Recorded, string Answered)
{
    public const string Nothing = "(nothing)";
    public const string Status = "#status";
    public const string ContentType = "#content-type";
    public const string Warning = "#warning";
    public const string NoAnswer = "#answer";
    public const string Until = "#until";
    public const string Capture = "#capture";
    public const string Variable = "#variable";
    public const string Steering = "#steering";
}
