using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class CommandsTests
{
    [Theory]
    [InlineData(true, "replay", "all")]
    [InlineData(true, "ledger")]
    [InlineData(false, "-class", "replay")]
    [InlineData(false)]
    public void Knows_TheFirstWord_TellsReplayFromTests(bool known, params string[] args) => Assert.Equal(known, Commands.Knows(args));

    [Theory]
    [InlineData(0, "#0  a", "--lab")]
    [InlineData(0, "#0  a")]
    [InlineData(1, "#0  a", "--lab", "--steps", "1-")]
    [InlineData(2, "recorded 200:", "--lab", "--verbose")]
    public async Task Run_Replay_UnderstandsItsOptions(int step, string shown, params string[] options)
    {
        await using var pair = await FakePair.AnsweringAsync("{}");
        pair.A.Refuses = options.Contains("--lab") ? "/_lab" : null;

        var (code, output) = await RunAsync(["replay", "reading-for-a-ledger", "--a", $"{pair.A.Url}", "--b", $"{pair.B.Url}", .. options]);

        Assert.Equal(ReplayCommand.Parts, code);
        Assert.Contains($"#{step}  ", output, StringComparison.Ordinal);
        Assert.Equal(step != 1, output.Contains(shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ReplayToldThatThePairIsReal_UsesNoSwitch()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");

        var (code, output) = await RunAsync(["replay", "leader-freezes", "--a", $"{pair.A.Url}", "--b", $"{pair.B.Url}", "--real"]);

        Assert.Equal((ReplayCommand.Refused, true), (code, output.Contains("only a lab", StringComparison.Ordinal)));
        Assert.Empty(pair.Asked);
    }

    [Theory]
    [InlineData("replay", "hello")]
    [InlineData("replay", "--a", "http://127.0.0.1:1", "--b", "http://127.0.0.1:1")]
    [InlineData("replay", "hello", "--a", "nonsense", "--b", "http://127.0.0.1:1")]
    [InlineData("replay", "hello", "--a", "http://127.0.0.1:1", "--b", "http://127.0.0.1:1", "--steps", "x")]
    public async Task Run_WordsThatMakeNoSense_SaysSoAndReplaysNothing(params string[] args)
    {
        var (code, output) = await RunAsync(args);

        Assert.NotEqual(0, code);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        return (await Commands.RunAsync(args, output), output.ToString());
    }
}
