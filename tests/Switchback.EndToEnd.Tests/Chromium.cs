using System.Collections.Concurrent;
using Microsoft.Playwright;
using Switchback.EndToEnd.Tests;
using Switchback.Tests.Running;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: ClosesPages]

namespace Switchback.EndToEnd.Tests;

/// <summary>Debian's browser, one for all tests; each test has a context, and so cookies and storage, of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> _open = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var program = Places.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"No browser in {string.Join(", ", Places)}. ./test installs one where apt-get is at hand.");
        // Every wait ends with its condition; this is only how long a busy machine may take.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            // A browser that calls home waits for answers that never come on a machine without a way out.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>
    /// A page of its own, signed in as <paramref name="persona"/> unless that is null; everything the browser complains about is
    /// gathered in <paramref name="complaints"/>.
    /// </summary>
    public async Task<IPage> OpenAsync(
        string url, List<string> complaints, int width = 1440, int height = 900, ColorScheme theme = ColorScheme.Light, string? persona = "operator")
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        _open.GetOrAdd(TestContext.Current.Test!.UniqueID, static _ => []).Add(context);
        if (persona is not null)
        {
            await SignInAsync(context.APIRequest, persona);
        }

        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        return page;
    }

    /// <summary>Pages left open would be drawn anew with every snapshot, at the cost of the tests that come after.</summary>
    public async Task CloseAsync(string test)
    {
        if (!_open.TryRemove(test, out var contexts))
        {
            return;
        }

        foreach (var context in contexts)
        {
            await context.CloseAsync();
        }
    }

    /// <summary>The real form, sent without drawing it; the context's pages share its cookies.</summary>
    public static async Task SignInAsync(IAPIRequestContext request, string persona)
    {
        var form = request.CreateFormData();
        var signIn = await request.GetAsync("/sign-in");
        foreach (var (name, value) in SignInForm.Fields(await signIn.TextAsync(), persona))
        {
            form.Set(name, value);
        }

        var answer = await request.PostAsync("/sign-in", new() { Form = form, MaxRedirects = 0 });
        Assert.Equal(302, answer.Status);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
