using Switchback.Core.Fleet;

namespace Switchback.Core.Tests.Fleet;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("*", "logs-1", true)]
    [InlineData("logs-*", "logs-", true)]
    [InlineData("logs-*", "log-1", false)]
    [InlineData("*-1", "logs-1", true)]
    [InlineData("l*s-*1", "logs-21", true)]
    [InlineData("logs", "logs", true)]
    [InlineData("logs", "logs-1", false)]
    [InlineData("a*a", "a", false)]
    public void Matches_PatternAndName_AsPeopleReadIt(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new NamePattern(pattern).Matches(name));

    [Fact]
    public void Meets_EveryPairOfSmallPatterns_AgreesWithTryingEveryName()
    {
        // All patterns up to three letters over a, b and *, against all names up to five letters: long enough for a witness.
        var patterns = Texts("ab*", 3).Select(text => new NamePattern(text)).ToList();
        var names = Texts("ab", 5).ToList();
        var matched = patterns.ToDictionary(pattern => pattern, pattern => names.Where(name => pattern.Matches(name)).ToHashSet());

        foreach (var mine in patterns)
        {
            foreach (var theirs in patterns)
            {
                var expected = matched[mine].Overlaps(matched[theirs]);
                Assert.True(expected == mine.Meets(theirs), $"{mine} and {theirs}: a common name {(expected ? "exists" : "does not exist")}");
                if (mine.Covers(theirs)) Assert.Superset(matched[theirs], matched[mine]);
            }
        }
    }

    [Theory]
    [InlineData("orders*", "orders-eu", true)]
    [InlineData("orders-us", "orders-eu", false)]
    [InlineData("*,-logs-*", "logs-*", false)]
    [InlineData("*,-logs-*", "logs-app-*", false)]
    [InlineData("*,-logs-app-*", "logs-*", true)]
    [InlineData("*", "anything", true)]
    public void FirstOverlap_OfTwoScopes_RespectsWhatIsLeftOut(string mine, string theirs, bool expected)
    {
        var (a, b) = (PairScope.Parse(mine.Split(',')), PairScope.Parse(theirs.Split(',')));

        Assert.Equal(expected, a.FirstOverlap(b) is not null);
        Assert.Equal(expected, b.FirstOverlap(a) is not null);
    }

    private static IEnumerable<string> Texts(string letters, int longest) => longest == 0
        ? [""]
        : [.. Texts(letters, longest - 1).SelectMany(text => text.Length == longest - 1 ? letters.Select(letter => text + letter).Append(text) : [text])];
}
