using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Switchback.EndToEnd.Tests;

/// <summary>
/// The accessibility rules, run in the page itself. No page of ours has frames, so nothing is gained by the package's way of
/// gathering frame by frame and judging in a second page, which takes several times as long.
/// </summary>
internal static class Axe
{
    private const string Run =
        """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .map(found => `${found.id}: ${found.help} at ${found.nodes.map(node => node.html).join(', ')}`)
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public static async Task ExpectNothingAsync(IPage page) => Assert.Empty(await ObjectionsAsync(page));

    public static async Task<string[]> ObjectionsAsync(IPage page)
    {
        Assert.Equal(0, await page.Locator("iframe, frame").CountAsync());
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<string[]>(Run);
    }
}
