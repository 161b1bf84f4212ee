using System.Diagnostics;
using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Scripts;

namespace Switchback.Elasticsearch.Tests.Scripts;

public sealed class ScriptTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Names =>
    [
        "orders", "it's", "a$b", "a`id`b", "a$(id)b", "a&b", "a;b", "a|b", "a(b)", "a!b", "a'b'c''", "%41", "é", "订单", "a=b", "~a", "a{b}", "a[b]", "a^b", "a@b", "new\nline", "*", "_all", "a,b", "a b",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Scripts_OfAnyName_AreReadByTheShellAndKeepItAsOneWord(string name)
    {
        var facts = Facts(Copy(name), Copy("other"));

        foreach (var script in (string[])[FailoverScript.Of(facts), FailbackScript.Of(facts with { Copies = [.. facts.Copies.Select(copy => copy with { IsFollower = false })] })])
        {
            Assert.Equal((0, ""), await ShellAsync(script, "-n"));
            // With functions that only print, the script says which words it was made of.
            var (code, said) = await ShellAsync($"say() {{ printf '<%s>' \"$@\"; }}\n{string.Concat(script.Split('\n').Where(line => line.StartsWith("pause ", StringComparison.Ordinal) || line.StartsWith("fence ", StringComparison.Ordinal)).Select(line => "say " + line[6..] + "\n"))}");
            Assert.Equal(0, code);
            if (Wire.Target.FlawOfConcrete(name) is null) Assert.Contains($"<{name}>", said);
            else Assert.DoesNotContain($"<{name}>", said);
            Assert.Contains("<other>", said);
        }
    }

    [Fact]
    public void Failover_OfMany_OpensEachListBeforeTheNextIsClosed()
    {
        var script = FailoverScript.Of(Facts([.. Enumerable.Range(0, 250).Select(i => Copy($"logs-{i:000}"))])).Split('\n');

        var order = script.Select(line => line.Split(' ')[0]).Where(word => word is "pause" or "close_list" or "unfollow" or "open_list").ToList();
        var expected = new[] { 100, 100, 50 }.SelectMany(count => Enumerable.Repeat("pause", count).Append("close_list").Concat(Enumerable.Repeat("unfollow", count)).Append("open_list"));
        Assert.Equal(expected, order);
        Assert.All(script.Where(line => line.StartsWith("close_list '", StringComparison.Ordinal)), line => Assert.InRange(line.Split(',').Length, 1, 100));
        // Everything is looked at before the person is asked, and the person before anything is done.
        Assert.True(Array.FindLastIndex(script, line => line.StartsWith("holds ", StringComparison.Ordinal)) < Array.FindIndex(script, line => line.StartsWith("confirm ", StringComparison.Ordinal)));
        Assert.True(Array.FindIndex(script, line => line.StartsWith("confirm ", StringComparison.Ordinal)) < Array.FindIndex(script, line => line.StartsWith("pause ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Failover_LongNames_KeepsListsBelowThreeKilobytes()
    {
        var script = FailoverScript.Of(Facts([.. Enumerable.Range(0, 40).Select(i => Copy(new string('é', 100) + i))])).Split('\n');

        Assert.All(script.Where(line => line.StartsWith("close_list '", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 100, 3200));
    }

    [Fact]
    public void Failback_Destroys_OnlyAfterThePersonWasStopped()
    {
        var script = FailbackScript.Of(Facts(Copy("orders2", "orders"))).Split('\n');

        int Place(string begin) => Array.FindIndex(script, line => line.StartsWith(begin, StringComparison.Ordinal));
        Assert.True(Place("fence ") < Place("compare ") && Place("compare ") < Place("confirm 'destroy 1 on clusterA'") && Place("confirm ") < Place("back '"));
        Assert.Contains("""back 'orders' 'leader-uuid' 'orders' '{"remote_cluster":"clusterB","leader_index":"orders2","max_retry_delay":"10s"}'""", script);
        Assert.Contains("compare 'orders' '0' '41' 'orders'", script);
        Assert.Contains("""  must A PUT '/_cluster/settings?flat_settings=true' '{"persistent":{"cluster.remote.clusterB.seeds":"127.0.0.1:9302"}}'""", script);
    }

    [Fact]
    public void Scripts_TellEverythingThatIsKnown_AndNoSecret()
    {
        var script = FailoverScript.Of(Facts(Copy("orders2", "orders")));

        Assert.Contains("# Written 2026-03-01 03:00:00Z by Switchback.", script);
        Assert.Contains("# orders2  uuid copy-uuid  (follower)  from clusterA:orders  uuid leader-uuid\n#   shard 0: B was at 41, A at 45\n#   parameters: max_retry_delay=10s", script);
        Assert.Contains("must 'B' 'POST' '/_ccr/auto_follow/logs/pause'", script);
        Assert.DoesNotContain("http://", script);
    }

    [Fact]
    public void Scripts_OfTheSameFacts_AreTheSame_AndPositionsAloneAreNoChange()
    {
        var (now, later) = (Facts(Copy("a")), Facts(Copy("a") with { Lines = [new ShardLine(0, 99, 99)] }) with { At = Now.AddHours(1) });

        Assert.Equal(FailoverScript.Of(now), FailoverScript.Of(Facts(Copy("a"))));
        Assert.NotEqual(FailoverScript.Of(now), FailoverScript.Of(later));
        Assert.Equal(FailoverScript.Of(now.Still()) + FailbackScript.Of(now.Still()), FailoverScript.Of(later.Still()) + FailbackScript.Of(later.Still()));
        Assert.NotEqual(FailoverScript.Of(now.Still()), FailoverScript.Of(Facts(Copy("a"), Copy("b")).Still()));
    }

    [Fact]
    public void Scripts_OfWhatTheyMayNotTouch_LeaveItToAPersonAndSayWhy()
    {
        var facts = Facts(Copy("a"), Copy("unknown") with { Uuid = null }, Copy(".ds-logs-000001")) with { Streamed = new HashSet<string> { ".ds-logs-000001" } };

        var script = FailoverScript.Of(facts);

        Assert.Contains("LEFT TO A PERSON: 2 that this script does nothing to.", script);
        Assert.Contains("why: its identity on B is not known", script);
        Assert.Contains("_data_stream/_promote", script);
        Assert.DoesNotContain("pause '.ds", script);
    }

    [Fact]
    public void Memory_OfAPromotedCopy_IsWhereItStoodWhileItFollowed()
    {
        var (first, later) = (Copy("a"), Copy("a") with { HeardAt = Now.AddSeconds(2), Lines = [new ShardLine(0, 500, 45)] });
        var memory = LineMemory.Empty.With([first], [later]);
        var promoted = later with { IsFollower = false, HeardAt = Now.AddSeconds(9) };

        // What came with the last answer is not confirmed by any later one: by then it may have been promoted.
        Assert.Equal(new ShardLine(0, 41, 45), Assert.Single(memory.With([later], [promoted]).Recall([promoted])[0].Lines));
        Assert.Equal(new ShardLine(0, 41, 45), Assert.Single(memory.With([later], [later]).Recall([promoted])[0].Lines));
        Assert.Equal(new ShardLine(0, 41, 45), Assert.Single(memory.With([later], [later with { IsPaused = true, HeardAt = Now.AddSeconds(4) }]).Recall([promoted])[0].Lines));
        Assert.Equal(new ShardLine(0, null, 45), Assert.Single(LineMemory.Empty.Recall([promoted])[0].Lines));
        // One that was made anew has no past.
        Assert.Null(Assert.Single(memory.Recall([promoted with { Uuid = "other" }])[0].Lines).Copy);
        Assert.Equal(new ShardLine(0, 41, null), Assert.Single(memory.Recall([first with { IsClosed = true, Lines = [] }])[0].Lines));
    }

    [Theory]
    [InlineData(Side.Home, 0, 5, Side.Away)]
    [InlineData(Side.Away, 0, 5, Side.Home)]
    [InlineData(null, 0, 5, Side.Away)]
    [InlineData(null, 5, 0, Side.Home)]
    [InlineData(null, 0, 0, Side.Away)]
    public void Standby_Recorded_IsTheOtherSide_ElseWhereTheFollowersAre(Side? active, int atHome, int away, Side expected)
    {
        Assert.Equal(expected, ScriptSources.Standby(active, atHome, away));
    }

    private static CopyFacts Copy(string name, string? leader = null) => new(
        "clusterB", name, "copy-uuid", "clusterA", leader ?? name, "leader-uuid", "clusterA", IsFollower: true, IsPaused: false, IsClosed: false, Now,
        new Dictionary<string, string> { ["max_retry_delay"] = "10s" }, [new ShardLine(0, 41, 45)]);

    private static ScriptFacts Facts(params CopyFacts[] copies) => new(
        "orders", Now, new ScriptCluster("clusterA", "home", "a-uuid", Now, ["127.0.0.1:9301"]), new ScriptCluster("clusterB", "away", "b-uuid", Now, ["127.0.0.1:9302"]),
        copies, new HashSet<string>(), ["logs"], AliasOfB: null);

    private static async Task<(int Code, string Said)> ShellAsync(string script, params string[] options)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var option in options) start.ArgumentList.Add(option);
        start.StandardInputEncoding = start.StandardOutputEncoding = new System.Text.UTF8Encoding(false);
        using var shell = Process.Start(start)!;
        var (said, complained) = (shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, await said + await complained);
    }
}
