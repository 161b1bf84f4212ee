using System.Net;
using AngleSharp.Html.Parser;
using Switchback.Dashboard.Access;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task Page_Stranger_ListsEveryPersonaWithoutAnyScriptOfTheCircuit()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();

        var text = await browser.GetStringAsync("/sign-in?returnUrl=/followers", TestContext.Current.CancellationToken);

        var page = await new HtmlParser().ParseDocumentAsync(text, TestContext.Current.CancellationToken);
        Assert.Equal(["viewer", "operator", "approver", "second-approver", "admin"], page.QuerySelectorAll("button[name=persona]").Select(button => button.GetAttribute("value")));
        Assert.Equal("/followers", page.QuerySelector("input[name=returnUrl]")?.GetAttribute("value"));
        Assert.Contains("This is a rehearsal", page.Body?.TextContent);
        Assert.DoesNotContain("blazor.web", text);
        // What a circuit would need to begin, and what only somebody may see.
        Assert.DoesNotContain("<!--Blazor:{\"type\":\"server\"", text);
        Assert.DoesNotContain("clusterA", text);
    }

    [Fact]
    public async Task SignIn_ChosenPersona_OpensThePageThatWasAskedForAndSetsAClosedCookie()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();

        using var answer = await browser.TrySignInAsync("operator", "/followers?query=lag");
        using var page = await browser.GetAsync("/followers", TestContext.Current.CancellationToken);

        Assert.Equal("/followers?query=lag", answer.Headers.Location?.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("switchback-rehearsal=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("operator", cookie);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("root")]
    [InlineData("")]
    public async Task SignIn_NoSuchPersona_SignsNobodyIn(string persona)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();

        using var answer = await browser.TrySignInAsync(persona);
        using var page = await browser.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.StartsWith("/sign-in", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    public async Task Post_WithoutTheFormsToken_IsRefusedAndChangesNothing(string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();
        await browser.SignInAsync("viewer");
        using var forged = new FormUrlEncodedContent([new("persona", "admin"), new("__RequestVerificationToken", "forged")]);

        using var answer = await browser.PostAsync(path, forged, TestContext.Current.CancellationToken);
        using var page = await browser.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("switchback-rehearsal", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task SignOut_WithTheFormsToken_EndsTheSession()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();
        await browser.SignInAsync("viewer");
        using var form = new FormUrlEncodedContent(SignInForm.Fields(await browser.GetStringAsync("/sign-in", TestContext.Current.CancellationToken), ""));

        using var answer = await browser.PostAsync("/sign-out", form, TestContext.Current.CancellationToken);
        using var page = await browser.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal("/sign-in", answer.Headers.Location?.OriginalString);
        Assert.StartsWith("/sign-in", page.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/sign-out", "")]
    [InlineData("/sign-in", "admin")]
    public async Task Cookie_CopiedBeforeItsSignInEnded_IsNoLongerGood(string path, string persona)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();
        using var signedIn = await browser.TrySignInAsync("operator");
        var copy = signedIn.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("switchback-rehearsal=", StringComparison.Ordinal)).Split(';')[0];
        using var thief = dashboard.ClientOf(null);
        thief.DefaultRequestHeaders.Add("Cookie", copy);
        using var before = await thief.GetAsync("/", TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(SignInForm.Fields(await browser.GetStringAsync("/sign-in", TestContext.Current.CancellationToken), persona));

        using var answer = await browser.PostAsync(path, form, TestContext.Current.CancellationToken);
        using var after = await thief.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/followers?query=a%20b&sort=lag#top", "/followers?query=a%20b&sort=lag#top")]
    [InlineData("/pairs/orders//x", "/pairs/orders//x")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("followers", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("///evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("/followers\\..\\evil", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("https:evil.example", "/")]
    [InlineData("https:/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData(" //evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/\n/evil.example", "/")]
    [InlineData("\t//evil.example", "/")]
    [InlineData("~/", "/")]
    [InlineData("/sign-in?returnUrl=/", "/")]
    [InlineData("/sign-out", "/")]
    public void ReturnAddress_Tricks_LeadToTheFrontPage(string? asked, string expected)
    {
        Assert.Equal(expected, LocalAddress.OrFront(asked));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("/\t/evil.example")]
    public async Task SignIn_ReturnAddressOfAnotherSite_StaysHere(string returnUrl)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();

        using var answer = await browser.TrySignInAsync("viewer", returnUrl);

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }
}
