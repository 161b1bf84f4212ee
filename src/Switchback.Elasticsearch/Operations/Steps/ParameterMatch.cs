using System.Globalization;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Compares parameters by what they mean: a server gives <c>1024k</c> back as <c>1024kb</c>.</summary>
internal static class ParameterMatch
{
    private static readonly (string Unit, int Shift)[] Sizes =
        [("pb", 50), ("tb", 40), ("gb", 30), ("mb", 20), ("kb", 10), ("p", 50), ("t", 40), ("g", 30), ("m", 20), ("k", 10), ("b", 0)];

    /// <summary>Those that were wanted and are otherwise, in words. What nobody wanted may be as it is.</summary>
    public static IReadOnlyList<string> Differing(FollowParameters wanted, FollowParameters? actual)
    {
        var has = actual?.Given().ToDictionary(parameter => parameter.Name, parameter => parameter.Value) ?? [];
        return
        [
            .. wanted.Given()
                .Where(parameter => !has.TryGetValue(parameter.Name, out var value) || !Same(parameter.Name, parameter.Value, value))
                .Select(parameter => $"{parameter.Name} is {has.GetValueOrDefault(parameter.Name, "not given")} instead of {parameter.Value}"),
        ];
    }

    private static bool Same(string name, string wanted, string actual) =>
        wanted == actual || (name.EndsWith("_size", StringComparison.Ordinal)
            ? Bytes(wanted) is { } bytes && bytes == Bytes(actual)
            : Duration.Parse(wanted) is { } time && time == Duration.Parse(actual));

    private static decimal? Bytes(string text)
    {
        var small = text.Trim().ToLowerInvariant();
        foreach (var (unit, shift) in Sizes)
        {
            if (!small.EndsWith(unit, StringComparison.Ordinal)) continue;
            return decimal.TryParse(small.AsSpan(0, small.Length - unit.Length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
                && number < 10_000_000_000_000_000_000m / (1L << shift)
                ? number * (1L << shift)
                : null;
        }

        return null;
    }
}
