using Microsoft.AspNetCore.DataProtection;
using Switchback.Dashboard.Layout;
using Switchback.Dashboard.Logging;

namespace Switchback.Dashboard.Hosting;

/// <summary>The composition root: which parts there are, and in which order a request meets them.</summary>
public static class DashboardApp
{
    /// <summary>Where people look when nothing else is said. Loopback, because nobody has signed in.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <param name="args">The command line; every setting can be given on it.</param>
    /// <param name="configure">For tests: the last word on settings and services.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // The assets' manifests carry the app's name, whoever's process this is.
            ApplicationName = typeof(DashboardApp).Assembly.GetName().Name,
            // Settings and assets stand beside the program, from whichever folder it is started.
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Outside a publish the assets stand where the build found them; the published app has no such manifest and needs none.
        builder.WebHost.UseStaticWebAssets();
        configure?.Invoke(builder);

        var settings = StartSettings.Read(builder.Configuration);
        builder.WebHost.UseUrls([.. settings.Urls]);
        builder.AddSwitchbackLogging(settings.DataFolder);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys")));
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddHealthChecks();

        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<SameOriginSockets>();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapHealthChecks("/health/live");
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            // SecurityHeaders says who may frame a page, for every answer and more strictly.
            options.ContentSecurityFrameAncestorsPolicy = null;
        });
        return app;
    }
}
