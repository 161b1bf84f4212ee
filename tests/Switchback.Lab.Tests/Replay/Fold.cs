using System.Text.Json;
using System.Text.RegularExpressions;

namespace Switchback.Lab.Tests.Replay;

/// <summary>What of a text is another pair's own, and what it becomes before two texts are compared.</summary>
public sealed record Fold(Regex Pattern, string Becomes)
{
    private static readonly TimeSpan s_patternTime = TimeSpan.FromSeconds(2);

    public static Fold Read(JsonElement fold) => new(
        // The patterns are JavaScript's: there \w and \d know only ASCII.
        new Regex(fold.GetProperty("pattern").GetString()!, RegexOptions.ECMAScript, s_patternTime),
        fold.GetProperty("becomes").GetString()!.Replace("$", "$$", StringComparison.Ordinal));

    public string Apply(string text) => Pattern.Replace(text, Becomes);
}
