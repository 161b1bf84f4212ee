using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Layout;

/// <summary>
/// How somebody likes to see the pages. Cookies, so that the first byte of a page is right already; <c>js/prefs.js</c> writes them.
/// </summary>
/// <param name="Theme">light, dark, or system.</param>
/// <param name="Rows">normal (40 px) or dense (24 px).</param>
/// <param name="Zone">Whose time zone: one of the words of <see cref="ViewerClock"/>.</param>
/// <param name="Here">What the browser calls the zone of its own machine.</param>
/// <param name="Keys">Whether single keys are shortcuts: on or off.</param>
public sealed record Preferences(string Theme, string Rows, string Zone, string? Here, string Keys)
{
    public static Preferences Of(IRequestCookieCollection? cookies) => new(
        OneOf(cookies?["theme"], "system", "light", "dark"),
        OneOf(cookies?["rows"], "normal", "dense"),
        OneOf(cookies?["tz"], ViewerClock.Browser, ViewerClock.Utc, ViewerClock.Server),
        cookies?["tz-here"] is { Length: > 0 and < 64 } here && here.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '_' or '+' or '-') ? here : null,
        OneOf(cookies?["keys"], "on", "off"));

    private static string OneOf(string? value, string usual, params ReadOnlySpan<string> others)
    {
        foreach (var other in others)
        {
            if (value == other)
            {
                return other;
            }
        }

        return usual;
    }
}
