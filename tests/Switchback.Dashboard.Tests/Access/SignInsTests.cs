using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Switchback.Dashboard.Access;

namespace Switchback.Dashboard.Tests.Access;

public sealed class SignInsTests
{
    private readonly HandClock _time = new();
    private readonly SignIns _signIns;

    public SignInsTests() => _signIns = new SignIns(_time);

    [Fact]
    public void End_OfOneSignIn_LeavesTheOthersOfTheSamePerson()
    {
        var (one, other) = (User("one"), User("other"));
        var ended = new List<string>();
        _signIns.Ended += ended.Add;

        _signIns.End(one);

        Assert.True(_signIns.IsOver(one));
        Assert.False(_signIns.IsOver(other));
        Assert.Equal(["one"], ended);
    }

    [Fact]
    public void End_OfAProgramsToken_EndsNothing()
    {
        _signIns.Ended += _ => Assert.Fail("A token is no sign-in.");

        _signIns.End(User(null));

        Assert.False(_signIns.IsOver(User(null)));
    }

    [Fact]
    public void Over_IsRememberedForAsLongAsItsCookieWouldBeGood()
    {
        _signIns.End(User("one"));

        _time.Now += SignIns.Lasting;
        _signIns.End(User("two"));
        Assert.True(_signIns.IsOver(User("one")));

        _time.Now += TimeSpan.FromSeconds(1);
        _signIns.End(User("three"));
        Assert.False(_signIns.IsOver(User("one")));
        Assert.True(_signIns.IsOver(User("two")));
    }

    [Fact]
    public async Task Circuit_OfASignInThatEnds_IsNobodysFromThenOnAndSaysSo()
    {
        using var circuit = new CircuitUser(_signIns);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(User("one"))));
        var heard = new List<string?>();
        circuit.AuthenticationStateChanged += async state => heard.Add((await state).User.Identity?.Name);

        _signIns.End(User("other"));
        Assert.Empty(heard);
        Assert.NotNull(Principal.Of((await circuit.GetAuthenticationStateAsync()).User));

        _signIns.End(User("one"));
        Assert.Null(Assert.Single(heard));
        Assert.Null(Principal.Of((await circuit.GetAuthenticationStateAsync()).User));
    }

    [Fact]
    public async Task Circuit_ThatBeginsAfterItsSignInEnded_IsNobodys()
    {
        _signIns.End(User("one"));
        using var circuit = new CircuitUser(_signIns);

        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(User("one"))));

        Assert.Null(Principal.Of((await circuit.GetAuthenticationStateAsync()).User));
    }

    private static ClaimsPrincipal User(string? signIn) => Persona.Find("operator")!.ToUser("test", signIn);

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
