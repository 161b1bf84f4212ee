namespace Switchback.Core.Tests.Architecture;

public sealed class SizeTests
{
    /// <summary>Past this there is a second idea in the file.</summary>
    private const int MostLines = 350;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("bench")]
    public void SourceFiles_EveryOne_HoldsOneIdea(string folder)
    {
        var tooLong = Repository.Files(folder, "*.cs").Concat(Repository.Files(folder, "*.razor"))
            .Select(file => (File: file, Lines: Repository.Read(file).Count(character => character == '\n')))
            .Where(file => file.Lines > MostLines);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void StyleSheets_OutsideTheTokens_NameNoColour()
    {
        var colour = new System.Text.RegularExpressions.Regex("#[0-9a-fA-F]{3,8}\\b|\\brgba?\\(|\\bhsla?\\(", default, TimeSpan.FromSeconds(10));

        var guilty = Repository.Files("wwwroot", "*.css").Concat(Repository.Files("src", "*.css"))
            .Where(file => !file.EndsWith("/tokens.css", StringComparison.Ordinal))
            .Where(file => colour.IsMatch(Repository.Read(file)));

        Assert.Empty(guilty);
    }
}
