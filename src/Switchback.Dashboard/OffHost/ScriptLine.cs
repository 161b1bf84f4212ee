using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.OffHost;

/// <summary>A pair's scripts as Fleet says it. Pure.</summary>
public sealed record ScriptLine(string Pair, Grade Grade, string Word, string Sentence)
{
    public static ScriptLine Of(string pair, ScriptAge age, DateTimeOffset now)
    {
        var trouble = age.Trouble is { } why ? $" The last try failed: {why}" : "";
        if (age.WrittenAt is not { } at)
        {
            return age.Trouble is not null ? new ScriptLine(pair, Grade.Risk, "Never written", $"There is no script if this machine is lost.{trouble}")
                : age.IsKnown ? new ScriptLine(pair, Grade.Working, "Being written", "Written as soon as what it is made from stands still.")
                : new ScriptLine(pair, Grade.Unknown, "Never written", "Written when the clusters have told what they have.");
        }

        var ago = $"Written {Words.Ago(now > at ? now - at : TimeSpan.Zero)}.";
        if (now - at > ScriptRules.Stale)
            return new ScriptLine(pair, Grade.Risk, "Stale", $"{ago} What came or went since is not in it.{(age.Trouble is null ? age.IsKnown ? "" : " It is written anew when the clusters tell again what they have." : trouble)}");
        return new ScriptLine(pair, age.Trouble is null ? Grade.Fine : Grade.Watch, age.Trouble is null ? "Kept" : "Not written", ago + trouble);
    }
}
