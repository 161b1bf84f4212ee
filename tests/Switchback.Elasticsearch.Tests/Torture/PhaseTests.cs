using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;

namespace Switchback.Elasticsearch.Tests.Torture;

/// <summary>How far a call got decides what its failure means.</summary>
public sealed class PhaseTests
{
    [Fact]
    public async Task Effect_ConnectionRefused_IsNotDone()
    {
        var server = new RawServer(_ => Task.CompletedTask);
        var url = server.Url;
        await server.DisposeAsync();
        using var cluster = Some.Cluster(Some.Options(url));

        var effect = await cluster.Following.PauseAsync("bar", TestContext.Current.CancellationToken);

        Assert.IsType<Fault.Unreachable>(Assert.IsType<Effect<Acknowledged>.NotDone>(effect).Fault);
    }

    [Fact]
    public async Task Effect_RefusedAfterTheGreeting_IsNotDone()
    {
        var greeted = new TaskCompletionSource();
        await using var server = new RawServer(exchange =>
        {
            exchange.Close();
            return Task.CompletedTask;
        })
        {
            Root = null,
        };
        await using var farewell = new RawServer(async exchange =>
        {
            await exchange.SendAsync(RawServer.Json(Some.Root(), headers: "Connection: close\r\n"));
            exchange.Close();
            greeted.SetResult();
        })
        {
            Root = null,
        };
        using var cluster = Some.Cluster(Some.Options(farewell.Url));
        Assert.IsType<Answer<Calls.ServerIdentity>.Success>(await cluster.Self.GreetAsync(TestContext.Current.CancellationToken));
        await greeted.Task;
        farewell.StopListening();

        var effect = await cluster.Following.PauseAsync("bar", TestContext.Current.CancellationToken);

        Assert.IsType<Fault.Unreachable>(Assert.IsType<Effect<Acknowledged>.NotDone>(effect).Fault);
    }

    [Fact]
    public async Task Effect_GreetingFails_IsNotDoneWhateverTheGreetingMet()
    {
        await using var server = new RawServer(exchange => exchange.HangAsync()) { Root = null };
        using var cluster = Some.Cluster(Some.Options(server.Url) with { WriteTimeout = TimeSpan.FromMilliseconds(300) });

        var effect = await cluster.Following.PauseAsync("bar", TestContext.Current.CancellationToken);

        Assert.IsType<Effect<Acknowledged>.NotDone>(effect);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Effect_ResetOnAccept_IsNotDoneOnlyIfNothingLeft()
    {
        await using var once = new RawServer(async exchange =>
        {
            await exchange.SendAsync(RawServer.Json(Some.Root(), headers: "Connection: close\r\n"));
            exchange.Close();
        })
        {
            Root = null,
            ResetFrom = 2,
        };
        using var cluster = Some.Cluster(Some.Options(once.Url));
        Assert.IsType<Answer<Calls.ServerIdentity>.Success>(await cluster.Self.GreetAsync(TestContext.Current.CancellationToken));

        var effect = await cluster.Following.PauseAsync("bar", TestContext.Current.CancellationToken);

        // Either the reset was seen before the first byte, or the server's system may have taken the whole request.
        Assert.True(effect is Effect<Acknowledged>.NotDone { Fault: Fault.Unreachable } or Effect<Acknowledged>.Unknown { Fault: Fault.ConnectionLost }, effect.ToString());
    }

    [Fact]
    public async Task Effect_GivenUpByItsCallerAfterItLeft_IsUnknown()
    {
        using var caller = new CancellationTokenSource();
        await using var server = new RawServer(async exchange =>
        {
            await caller.CancelAsync();
            await exchange.HangAsync();
        });
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var effect = await cluster.Following.UnfollowAsync("bar", caller.Token);

        Assert.IsType<Fault.GivenUp>(Assert.IsType<Effect<Acknowledged>.Unknown>(effect).Fault);
    }

    [Fact]
    public async Task Read_GivenUpByItsCaller_IsAnOrdinaryCancellation()
    {
        using var caller = new CancellationTokenSource();
        await using var server = new RawServer(async exchange =>
        {
            await caller.CancelAsync();
            await exchange.HangAsync();
        });
        using var cluster = Some.Cluster(Some.Options(server.Url));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cluster.Self.LicenseAsync(caller.Token));
    }

    [Fact]
    public async Task Effect_WithoutTheOperateCredential_IsNotEvenSent()
    {
        await using var server = new RawServer(_ => Task.CompletedTask);
        using var cluster = Some.Cluster(Some.Options(server.Url) with { OperateCredential = null });

        var effect = await cluster.Indices.DeleteAsync(["foo"], TestContext.Current.CancellationToken);

        Assert.IsType<Fault.WatchOnly>(Assert.IsType<Effect<Acknowledged>.NotDone>(effect).Fault);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task Effect_ThatTheServersVersionLacks_IsNotSent()
    {
        await using var server = new RawServer(_ => Task.CompletedTask);
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var effect = await cluster.Indices.BlockWritesAsync(["foo"], TestContext.Current.CancellationToken);

        Assert.IsType<Fault.TooOld>(Assert.IsType<Effect<Calls.IndexResult>.NotDone>(effect).Fault);
        Assert.Empty(server.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("logs-*")]
    [InlineData("_all")]
    [InlineData("a,b")]
    [InlineData("-a")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("remote:a")]
    [InlineData("a\r\nHost: x")]
    public async Task Effect_OnANameThatCouldMeanMore_IsNotSent(string name)
    {
        await using var server = new RawServer(_ => Task.CompletedTask);
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var deleted = await cluster.Indices.DeleteAsync([name], TestContext.Current.CancellationToken);
        var unfollowed = await cluster.Following.UnfollowAsync(name, TestContext.Current.CancellationToken);

        Assert.IsType<Fault.Unsendable>(Assert.IsType<Effect<Acknowledged>.NotDone>(deleted).Fault);
        Assert.IsType<Fault.Unsendable>(Assert.IsType<Effect<Acknowledged>.NotDone>(unfollowed).Fault);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task Effect_WithALineTooLong_IsNotSentAndCutListsAre()
    {
        await using var server = new RawServer(exchange => exchange.SendAsync(RawServer.Json("""{"acknowledged":true}""")));
        using var cluster = Some.Cluster(Some.Options(server.Url));
        var names = Enumerable.Range(0, 300).Select(number => $"an-index-with-a-long-name-{number:00000}").ToList();

        var whole = await cluster.Indices.DeleteAsync(names, TestContext.Current.CancellationToken);
        var cut = new List<Effect<Acknowledged>>();
        foreach (var list in Wire.NameLists.Cut(names))
            cut.Add(await cluster.Indices.DeleteAsync(list, TestContext.Current.CancellationToken));

        Assert.IsType<Fault.Unsendable>(Assert.IsType<Effect<Acknowledged>.NotDone>(whole).Fault);
        Assert.All(cut, effect => Assert.IsType<Effect<Acknowledged>.Done>(effect));
        Assert.Equal(names, server.Calls.SelectMany(line => line["DELETE /".Length..].Split(',')));
    }
}
