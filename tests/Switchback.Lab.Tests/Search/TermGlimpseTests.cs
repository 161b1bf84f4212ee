using System.Text;
using Switchback.Lab.Search;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.Tests.Search;

public sealed class TermGlimpseTests
{
    [Theory]
    [InlineData("kimchy", """{"user":"Kimchy"}""", true)]
    [InlineData("kimchy", """{"user":"mary","by":"kim"}""", false)]
    [InlineData("kk", """{"user":"akk"}""", true)]
    [InlineData("kimchy", """{"user":"\u006bimchy"}""", true)]
    [InlineData("ärger", """{"user":"mary"}""", true)]
    [InlineData("kelvin", """{"unit":"Kelvin"}""", true)]
    public void Glimpse_ASource_NeverRulesOutWhatIsThere(string term, string source, bool expected) =>
        Assert.Equal(expected, new TermGlimpse(term).MayBeIn(Encoding.UTF8.GetBytes(source)));

    [Theory]
    [InlineData("The QUICK brown-fox's 3.5 dogs", "the quick brown fox's 3.5 dogs")]
    [InlineData("a@b.example, x_y 10:30", "a b.example x_y 10 30")]
    [InlineData("  ", "")]
    public void Tokens_OfAText_AreItsWordsInLowerCase(string text, string expected) => Assert.Equal(expected, string.Join(' ', TextAnalyzer.Tokens(text)));

    [Theory]
    [InlineData("now", false, "2026-05-15T10:20:30.400Z")]
    [InlineData("now-1d", false, "2026-05-14T10:20:30.400Z")]
    [InlineData("now/d", false, "2026-05-15T00:00:00.000Z")]
    [InlineData("now/d", true, "2026-05-15T23:59:59.999Z")]
    [InlineData("now+1M/M", false, "2026-06-01T00:00:00.000Z")]
    [InlineData("2026-01-31||+1M", false, "2026-02-28T00:00:00.000Z")]
    [InlineData("2026-01-31", true, "2026-01-31T23:59:59.999Z")]
    [InlineData("2026-01-31T10:00:00+02:00", false, "2026-01-31T08:00:00.000Z")]
    [InlineData("1767225600000", false, "2026-01-01T00:00:00.000Z")]
    public void DateMath_AMoment_IsResolved(string text, bool roundUp, string expected)
    {
        var now = new DateTimeOffset(2026, 5, 15, 10, 20, 30, 400, TimeSpan.Zero).ToUnixTimeMilliseconds();

        Assert.Equal(expected, DateMath.Print(DateMath.Resolve(text, now, null, roundUp)!.Value));
    }
}
