using System.Globalization;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Checks follow parameters as the server would, so that a wrong one is found before anything is paused.</summary>
internal static class ParameterRules
{
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromMinutes(5);

    private static readonly string[] Sizes = [Fields.MaxReadRequestSize, Fields.MaxWriteRequestSize, Fields.MaxWriteBufferSize];

    private static readonly string[] Times = [Fields.MaxRetryDelay, Fields.ReadPollTimeout];

    private static readonly (string Unit, long Bytes)[] ByteUnits =
        [("kb", 1L << 10), ("mb", 1L << 20), ("gb", 1L << 30), ("tb", 1L << 40), ("pb", 1L << 50), ("k", 1L << 10), ("m", 1L << 20), ("g", 1L << 30), ("t", 1L << 40), ("p", 1L << 50), ("b", 1)];

    private static readonly string[] TimeUnits = ["nanos", "micros", "ms", "s", "m", "h", "d"];

    /// <summary>The values that were given, trimmed; an empty one was not given. Other names than the ten are somebody else's.</summary>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyDictionary<string, string> asked, ICollection<Refusal> refusals)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in FollowValues.Names)
        {
            var value = asked.GetValueOrDefault(name)?.Trim();
            if (string.IsNullOrEmpty(value)) continue;
            if (Complaint(name, value) is var (why, lift)) refusals.Add(new Refusal(name, why, lift));
            else given[name] = Array.IndexOf(Sizes, name) >= 0 || Array.IndexOf(Times, name) >= 0 ? value.ToLowerInvariant() : value;
        }
        return given;
    }

    /// <summary>What is wrong with a value and how a right one looks; null when nothing is.</summary>
    public static (string Why, string Lift)? Complaint(string name, string value)
    {
        if (Array.IndexOf(Sizes, name) >= 0) return Size(value);
        if (Array.IndexOf(Times, name) >= 0) return Time(name, value);
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            ? count <= 0 ? ($"It must be larger than 0, and {value} is not.", "Give a whole number from 1 on.")
                : count > int.MaxValue ? ($"{value} is more than Elasticsearch can hold here.", $"Give a whole number up to {int.MaxValue}.")
                : null
            : ($"'{value}' is no whole number.", "Give a whole number such as 5120.");
    }

    private static (string Why, string Lift)? Size(string value)
    {
        const string lift = "Give a whole number with a unit: b, kb, mb, gb, tb or pb, such as 32mb.";
        var text = value.ToLowerInvariant();
        var (unit, bytes) = ByteUnits.FirstOrDefault(candidate => text.EndsWith(candidate.Unit, StringComparison.Ordinal));
        if (unit is null || !long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return ($"'{value}' is no size.", lift);
        if (number <= 0) return ($"It must be larger than 0, and {value} is not.", lift);
        return number > long.MaxValue / bytes ? ($"{value} is more than Elasticsearch can hold here.", lift) : null;
    }

    private static (string Why, string Lift)? Time(string name, string value)
    {
        const string lift = "Give a whole number with a unit: ms, s, m, h or d, such as 500ms.";
        var text = value.ToLowerInvariant();
        var unit = TimeUnits.FirstOrDefault(candidate => text.EndsWith(candidate, StringComparison.Ordinal));
        if (unit is null || !long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return ($"'{value}' is no span of time.", lift);
        if (number <= 0) return ($"It must be positive, and {value} is not.", lift);
        if (Duration.Parse(text) is not { } span) return ($"{value} is more than Elasticsearch can hold here.", lift);
        return name == Fields.MaxRetryDelay && span > LongestRetryDelay ? ($"It must not be more than 5m, and {value} is.", "Give 5m or less.") : null;
    }
}
