using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.ByQuery;

/// <summary>How far and how fast a by-query call may go.</summary>
public static class ByQueryLimits
{
    /// <summary>Null: all that match.</summary>
    public static long? MaxDocs(params ReadOnlySpan<string?> said)
    {
        string? limit = null;
        foreach (var text in said) limit ??= text;
        if (limit is null) return null;
        if (!long.TryParse(limit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw new ElasticException(400, "number_format_exception", $"For input string: \"{limit}\"") { IsForeign = true };
        return number switch
        {
            > 0 => number,
            0 => throw Errors.Validation("maxDocs should be greater than 0 if the request is limited to some number of documents or -1 if it isn't but it was [0]"),
            _ => throw Errors.IllegalArgument($"[max_docs] parameter cannot be negative, found [{limit}]"),
        };
    }

    /// <summary>The lab never throttles, but says what is no rate at all.</summary>
    public static void CheckRate(RestCall call)
    {
        if (call.Query("requests_per_second") is not { } text || text == "-1") return;
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate))
            throw Errors.IllegalArgument("[requests_per_second] must be a float greater than 0. Use -1 to disable throttling.",
                new ElasticException(400, "number_format_exception", $"For input string: \"{text}\"") { IsForeign = true });
        if (rate <= 0) throw Errors.IllegalArgument("[requests_per_second] must be a float greater than 0. Use -1 to disable throttling.");
    }
}
