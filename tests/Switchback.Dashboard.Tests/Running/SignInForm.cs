using System.Text.RegularExpressions;

namespace Switchback.Tests.Running;

/// <summary>The sign-in page's form as a person's browser fills it in, its antiforgery token included.</summary>
internal static partial class SignInForm
{
    public static IEnumerable<KeyValuePair<string, string>> Fields(string page, string persona, string returnUrl = "/") =>
    [
        new("__RequestVerificationToken", Token().Match(page).Groups[1].Value), new("persona", persona), new("returnUrl", returnUrl),
    ];

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
