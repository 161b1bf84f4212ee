using System.Net;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Access;

internal static class SignInBrowser
{
    public static async Task<HttpResponseMessage> TrySignInAsync(this HttpClient browser, string persona, string returnUrl = "/")
    {
        var page = await browser.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(SignInForm.Fields(page, persona, returnUrl));
        return await browser.PostAsync("/sign-in", form, TestContext.Current.CancellationToken);
    }

    public static async Task SignInAsync(this HttpClient browser, string persona)
    {
        using var answer = await browser.TrySignInAsync(persona);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
