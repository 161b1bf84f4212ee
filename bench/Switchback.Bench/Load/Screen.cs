using Microsoft.Playwright;
using Switchback.Bench.Circuits;

namespace Switchback.Bench.Load;

/// <summary>
/// The one viewer with a screen: Chromium, where it is seen when a change stands in the document. The stub's lags say which generation they
/// belong to.
/// </summary>
internal sealed class Screen : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Notes when the tens of a lag stand in a cell for the first time since they last went.</summary>
    private const string Watch = """
        (() => {
          const seen = window.benchSeen = []
          let shown = new Set()
          const look = () => {
            const now = new Set()
            for (const cell of document.querySelectorAll('td, [role=gridcell]')) {
              const text = cell.textContent.trim()
              if (/^[1-9]\d\d$/.test(text)) now.add(text.slice(0, 2))
            }
            for (const code of now) if (!shown.has(code)) seen.push([Number(code), Date.now()])
            shown = now
          }
          new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
        })()
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;
    private long _bytes;

    private Screen(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser, _page) = (playwright, browser, page);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => Interlocked.Add(ref _bytes, frame.Binary?.Length ?? 0);
    }

    /// <summary>What came over the page's socket, inflated.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public static async Task<Screen> OpenAsync(Uri address)
    {
        var program = Places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException($"No browser in {string.Join(", ", Places)}.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            // A browser that calls home waits for answers that never come on a machine without a way out.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            ExtraHTTPHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Circuit.Viewer}" },
        });
        await context.AddInitScriptAsync(Watch);
        var screen = new Screen(playwright, browser, await context.NewPageAsync());
        await screen._page.GotoAsync(address.AbsoluteUri);
        // Not the first answer, which may come from the server as plain text: a change after it proves that the page lives.
        await screen._page.WaitForFunctionAsync("() => window.benchSeen.length > 3", null, new PageWaitForFunctionOptions { Timeout = 60_000 });
        return screen;
    }

    /// <summary>Which code came into view when, in milliseconds since 1970.</summary>
    public async Task<IReadOnlyList<(int Code, long At)>> SeenAsync() =>
        [.. (await _page.EvaluateAsync<double[][]>("() => window.benchSeen")).Select(seen => ((int)seen[0], (long)seen[1]))];

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
