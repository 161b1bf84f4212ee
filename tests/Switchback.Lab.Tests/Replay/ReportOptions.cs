using System.Globalization;

namespace Switchback.Lab.Tests.Replay;

/// <param name="Verbose">whole values, the request's body and both answers</param>
/// <param name="Steps">the parted steps that are shown</param>
public sealed record ReportOptions(bool Verbose, StepRange Steps)
{
    public static readonly ReportOptions Short = new(false, StepRange.All);
}

public sealed record StepRange(int From, int To)
{
    public static readonly StepRange All = new(0, int.MaxValue);

    public bool Holds(int step) => step >= From && step <= To;

    /// <summary>Reads <c>7</c>, <c>7-12</c>, <c>7-</c> or <c>-12</c>; nothing for anything else.</summary>
    public static StepRange? TryParse(string text)
    {
        var ends = text.Split('-', 2);
        var from = ends[0].Length == 0 ? All.From : Number(ends[0]);
        var to = ends.Length == 1 ? from : ends[1].Length == 0 ? All.To : Number(ends[1]);
        return text is "" or "-" || from is null || to is null ? null : new StepRange(from.Value, to.Value);
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
