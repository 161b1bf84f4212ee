using Switchback.Core.Readiness;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>What a rule makes of a fact it has.</summary>
internal sealed record Finding(CheckOutcome Outcome, string? Value, string? Limit, string Reason, string? Remedy = null, string? Manual = null)
{
    public static Finding Pass(string? value, string? limit, string reason) => new(CheckOutcome.Pass, value, limit, reason);

    public static Finding Warn(string? value, string? limit, string reason, string? remedy, string? manual = null) => new(CheckOutcome.Warn, value, limit, reason, remedy, manual);

    public static Finding Fail(string? value, string? limit, string reason, string? remedy, string? manual = null) => new(CheckOutcome.Fail, value, limit, reason, remedy, manual);

    public static Finding Unknown(string reason, string? remedy) => new(CheckOutcome.Unknown, null, null, reason, remedy);

    /// <summary>A failure where it stands in the way, a warning where it only spoils what comes after.</summary>
    public static Finding Bad(bool standsInTheWay, string? value, string? limit, string reason, string? remedy, string? manual = null) =>
        standsInTheWay ? Fail(value, limit, reason, remedy, manual) : Warn(value, limit, reason, remedy, manual);
}

internal static class Judging
{
    /// <summary>
    /// Judges what was heard. What is not known is Unknown. What is old is Unknown too, whatever it was: it may have been put right
    /// or have broken since. Only about a side that may be silent an old finding stands, as a warning at best.
    /// </summary>
    public static Check Judge<T>(this Heard<T> heard, string id, string title, Func<T, Finding> rule)
    {
        if (!heard.Has)
            return new Check(id, title, CheckOutcome.Unknown, null, null, heard.Trouble ?? "Nothing is known.", "Make the cluster answer this, or look there by hand.", null, null);
        var found = rule(heard.Value!);
        var check = new Check(id, title, found.Outcome, found.Value, found.Limit, found.Reason, found.Remedy, found.Manual, heard.At);
        if (heard.Trouble is null) return check;
        if (!heard.OldServes)
            return check with { Outcome = CheckOutcome.Unknown, Reason = $"{heard.Trouble} When last known: {found.Reason}", Remedy = found.Remedy ?? "Make the cluster answer this, or look there by hand." };
        return check with
        {
            Outcome = found.Outcome == CheckOutcome.Pass ? CheckOutcome.Warn : found.Outcome,
            Reason = $"{found.Reason} This is what was last known: {heard.Trouble}",
            Remedy = found.Remedy ?? "Judge whether it can have changed since.",
        };
    }
}
