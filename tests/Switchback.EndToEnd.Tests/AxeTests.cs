namespace Switchback.EndToEnd.Tests;

/// <summary>What says that there is nothing to object to has to be able to object.</summary>
public sealed class AxeTests(Chromium chromium, SharedRehearsal rehearsal)
{
    [Theory]
    [InlineData("<button></button>", "button-name: ")]
    [InlineData("<p style='color: #888; background: #999'>hardly there</p>", "color-contrast: ")]
    public async Task Page_WithAFault_IsObjectedTo(string fault, string objection)
    {
        var page = await FollowersPage.OpenAsync(chromium, rehearsal.Url, []);
        await Axe.ExpectNothingAsync(page);

        await page.EvaluateAsync("fault => document.querySelector('main').insertAdjacentHTML('beforeend', fault)", fault);

        Assert.StartsWith(objection, Assert.Single(await Axe.ObjectionsAsync(page)));
    }
}
