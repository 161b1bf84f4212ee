using Microsoft.Extensions.Configuration;
using Switchback.Core.Fleet;
using Switchback.Dashboard.OffHost;

namespace Switchback.Dashboard.Tests.OffHost;

public sealed class ScriptRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("never written, first look", null, "a", null, null, false)]
    [InlineData("never written, stands still", "a", "a", null, null, true)]
    [InlineData("never written, still changing", "b", "a", null, null, false)]
    [InlineData("nothing new", "a", "a", 30, null, false)]
    [InlineData("nothing new for an hour", "a", "a", 60, null, true)]
    [InlineData("written by a clock that was ahead", "a", "a", -5, null, true)]
    [InlineData("changed just now", "a", "b", 30, null, false)]
    [InlineData("changed and stands still", "b", "b", 30, null, true)]
    [InlineData("due, failed half a minute ago", "b", "b", 30, 30, false)]
    [InlineData("due, failed a minute ago", "b", "b", 30, 60, true)]
    public void IsDue_EachSituation_IsWrittenOnChangesAndHourly(string situation, string? before, string digest, int? writtenMinutesAgo, int? failedSecondsAgo, bool expected)
    {
        var written = writtenMinutesAgo is { } minutes ? new ScriptsWritten("a", Now.AddMinutes(-minutes)) : null;
        var earlier = before is null ? null : ScriptRules.See(null, written, before, Now.AddSeconds(-10));
        var seen = ScriptRules.See(earlier, written, digest, Now);

        Assert.True(expected == ScriptRules.IsDue(earlier, seen, written, failedSecondsAgo is { } seconds ? Now.AddSeconds(-seconds) : null, Now), situation);
    }

    [Fact]
    public void IsDue_WhatNeverStandsStill_IsWrittenAfterAMinuteAllTheSame()
    {
        var written = new ScriptsWritten("old", Now.AddMinutes(-10));
        var seen = ScriptRules.See(null, written, "0", Now);
        var due = Enumerable.Range(1, 7).Select(look =>
        {
            var before = seen;
            seen = ScriptRules.See(before, written, $"{look}", Now.AddSeconds(10 * look));
            return ScriptRules.IsDue(before, seen, written, null, Now.AddSeconds(10 * look));
        });

        Assert.Equal([false, false, false, false, false, true, true], due);
    }

    public static TheoryData<ScriptAge, Grade, string, string> Ages => new()
    {
        { new ScriptAge(null, null, false), Grade.Unknown, "Never written", "Written when the clusters have told what they have." },
        { new ScriptAge(null, "it is full.", true), Grade.Risk, "Never written", "There is no script if this machine is lost. The last try failed: it is full." },
        { new ScriptAge(Now.AddMinutes(-12), null, true), Grade.Fine, "Kept", "Written 12 min 0 s ago." },
        { new ScriptAge(Now.AddMinutes(-12), "it is full.", true), Grade.Watch, "Not written", "Written 12 min 0 s ago. The last try failed: it is full." },
        { new ScriptAge(Now.AddHours(-3), "it is full.", true), Grade.Risk, "Stale", "Written 3 h 0 min ago. What came or went since is not in it. The last try failed: it is full." },
        { new ScriptAge(Now.AddHours(-3), null, false), Grade.Risk, "Stale", "Written 3 h 0 min ago. What came or went since is not in it. It is written anew when the clusters tell again what they have." },
    };

    [Theory]
    [MemberData(nameof(Ages))]
    public void Line_EachAge_SaysHowOldAndWhy(ScriptAge age, Grade grade, string word, string sentence)
    {
        Assert.Equal(new ScriptLine("orders", grade, word, sentence), ScriptLine.Of("orders", age, Now));
    }

    [Theory]
    [InlineData("OffHost:Folder", "backup", "OffHost:Folder", "is no full path.")]
    [InlineData("OffHost:Folder", "/srv/data/copies", "OffHost:Folder", "lies in the data folder, and would be gone with it.")]
    [InlineData("OffHost:Url", "http://files.example", "OffHost:Url", "would be sent over plain http, readable and changeable on the way.")]
    [InlineData("OffHost:Url", "https://files.example?key=k", "OffHost:Url", "holds a query, behind which no name can be put.")]
    [InlineData("OffHost:Bearer", "token", "OffHost", "names no place.")]
    [InlineData("OffHost:Foldr", "/mnt/x", "OffHost", "names no place.")]
    public void Settings_ThatCannotWork_AreFaults(string key, string value, string faulty, string problem)
    {
        var (offHost, faults) = OffHostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build(), "/srv/data");

        Assert.Null(offHost);
        Assert.Equal((faulty, problem), (faults[0].Key, faults[0].Problem));
    }

    [Fact]
    public void Settings_BothPlaces_AreAFault_AndNoneIsNothing()
    {
        Assert.Equal("names two places.", Assert.Single(OffHostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("OffHost:Folder", "/mnt/x"), new("OffHost:Url", "https://files.example")]).Build(), "/srv/data").Faults).Problem);
        Assert.Equal((null, 0), OffHostSettings.Read(new ConfigurationBuilder().Build(), "/srv/data") is var (none, faults) ? (none, faults.Count) : default);
        Assert.Equal("/mnt/x", OffHostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("OffHost:Folder", "/mnt/x")]).Build(), "/srv/data").OffHost!.Place);
    }
}
