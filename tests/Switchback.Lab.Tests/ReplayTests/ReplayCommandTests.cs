using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class ReplayCommandTests
{
    [Fact]
    public async Task Run_APartingFile_EndsWithOneAndTheReport()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");

        var (code, output) = await RunAsync(pair, "reading-for-a-ledger", PairKind.Lab);

        Assert.Equal(ReplayCommand.Parts, code);
        Assert.Contains("reading-for-a-ledger.json: parts in ", output, StringComparison.Ordinal);
        Assert.Contains("#0  a  PUT /l\n", output, StringComparison.Ordinal);
        Assert.Contains("clusterA POST /_lab/reset", pair.Asked);
    }

    [Fact]
    public async Task Run_AnAgreeingFileByItsPath_EndsWithZero()
    {
        await using var pair = await FakePair.AnsweringAsync("""{"a":1}""");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(
            path,
            """
            {"scenario":"x","about":"x","given":{"clusters":{"a":"clusterA","b":"clusterB"},"license":{"a":"trial","b":"trial"},"security":false},
             "steps":[{"on":"a","method":"GET","path":"/x","status":200,"response":{"a":1}}]}
            """,
            TestContext.Current.CancellationToken);

        var (code, output) = await RunAsync(pair, path, PairKind.Lab);
        File.Delete(path);

        Assert.Equal(ReplayCommand.PartsNowhere, code);
        Assert.Contains("1 recordings, 1 steps, 0 parted", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AFileThatWantsSecurity_IsNotReplayedOnAPairWithout()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");

        var (code, output) = await RunAsync(pair, "access", PairKind.Lab);

        Assert.Equal(ReplayCommand.Refused, code);
        Assert.Contains("access.json: not replayed, it wants a pair with security on", output, StringComparison.Ordinal);
        Assert.Empty(pair.Asked);
    }

    [Theory]
    [InlineData("leader-freezes", PairKind.Real, "only a lab")]
    [InlineData("all", PairKind.Real, "one file at a time")]
    [InlineData("no-such-file", PairKind.Lab, "there is no recording 'no-such-file'")]
    public async Task Run_WhatCannotBeReplayed_RefusesBeforeTheFirstRequest(string file, PairKind kind, string reason)
    {
        await using var pair = await FakePair.AnsweringAsync("{}");

        var (code, output) = await RunAsync(pair, file, kind);

        Assert.Equal(ReplayCommand.Refused, code);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Empty(pair.Asked);
    }

    [Theory]
    [InlineData(null, ReplayCommand.Parts)]
    [InlineData("/_lab", ReplayCommand.Refused)]
    public async Task Run_NotToldWhatThePairIs_AsksWhetherItIsALab(string? refuses, int code)
    {
        await using var pair = await FakePair.AnsweringAsync("{}");
        pair.A.Refuses = refuses;

        Assert.Equal(code, (await RunAsync(pair, "reading-for-a-ledger", PairKind.Asked)).Code);
    }

    private static async Task<(int Code, string Output)> RunAsync(FakePair pair, string file, PairKind kind)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var request = new ReplayRequest(file, pair.A.Url, pair.B.Url, kind, ReportOptions.Short);
        var code = await new ReplayCommand(output).RunAsync(request, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
