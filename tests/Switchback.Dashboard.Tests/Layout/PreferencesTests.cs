using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Switchback.Dashboard.Layout;

namespace Switchback.Dashboard.Tests.Layout;

public sealed class PreferencesTests
{
    private static readonly Preferences Usual = new("system", "normal", "browser", null, "on");

    [Fact]
    public void Cookies_None_AreTheUsual()
    {
        Assert.Equal(Usual, Preferences.Of(null));
    }

    [Fact]
    public void Cookies_OfEachKind_AreTaken()
    {
        Assert.Equal(new Preferences("dark", "dense", "utc", "America/Argentina/Buenos_Aires", "off"),
            Preferences.Of(Cookies("theme=dark; rows=dense; tz=utc; tz-here=America/Argentina/Buenos_Aires; keys=off")));
    }

    [Theory]
    [InlineData("theme=pink; rows=; tz=moon; keys=maybe")]
    [InlineData("tz-here=../../etc/passwd")]
    [InlineData("tz-here=\"><script>")]
    public void Cookies_WithValuesThatMeanNothing_AreTheUsual(string cookies)
    {
        Assert.Equal(Usual, Preferences.Of(Cookies(cookies)));
    }

    private static IRequestCookieCollection Cookies(string header)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = header;
        return new RequestCookiesFeature(context.Features).Cookies;
    }
}
