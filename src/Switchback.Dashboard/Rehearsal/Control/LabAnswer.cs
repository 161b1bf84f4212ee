using System.Text.Json;

namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>What became of a call to the lab. Closed: a page says it, and nothing is thrown at it.</summary>
public abstract record LabAnswer
{
    private LabAnswer()
    {
    }

    public sealed record Done(JsonElement Body) : LabAnswer;

    /// <param name="Status">The lab's status code.</param>
    /// <param name="Why">The lab's own words, which say what would work.</param>
    public sealed record Refused(int Status, string Why) : LabAnswer;

    /// <summary>No port of the lab took the call: nothing has happened.</summary>
    public sealed record Gone(string Why) : LabAnswer;

    /// <summary>A port took the call and no answer came: it may have happened, or may still happen.</summary>
    public sealed record Unclear(string Why) : LabAnswer;
}
