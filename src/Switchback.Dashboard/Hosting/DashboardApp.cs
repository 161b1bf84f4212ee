using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Radzen;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Api;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Layout;
using Switchback.Dashboard.Logging;
using Switchback.Dashboard.Notices;
using Switchback.Dashboard.OffHost;
using Switchback.Dashboard.Pages.Operate;
using Switchback.Dashboard.Rehearsal;
using Switchback.Dashboard.Runs;
using Switchback.Dashboard.Webhook;
using Switchback.Elasticsearch;
using Switchback.Elasticsearch.Watching;
using Switchback.Storage;

namespace Switchback.Dashboard.Hosting;

/// <summary>The composition root: which parts there are, and in which order a request meets them.</summary>
public static class DashboardApp
{
    /// <summary>Where people look when nothing else is said. Loopback, because nobody proves who they are.</summary>
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

        var settings = SwitchbackSettings.Read(builder.Configuration);
        builder.WebHost.UseUrls([.. settings.Start.Urls]);
        builder.AddSwitchbackLogging(settings.Start.DataFolder);
        AddServices(builder, settings);

        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<SameOrigin>();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(ShowPagesToThoseWhoLook);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSwitchbackApi();
        app.MapSignIn();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            // SecurityHeaders says who may frame a page, for every answer and more strictly.
            options.ContentSecurityFrameAncestorsPolicy = null;
        });
        return app;
    }

    /// <summary>A program gets its status without a page around it, and so does a form that was refused.</summary>
    private static Task ShowPagesToThoseWhoLook(HttpContext context, RequestDelegate next)
    {
        if ((Refusals.IsProgram(context.Request) || !Refusals.IsLook(context.Request)) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }

    private static void AddServices(WebApplicationBuilder builder, SwitchbackSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddElasticsearch(builder.Configuration);
        services.AddStorage(settings.KeepIn);
        services.AddStateFile<LastPositions>(settings.KeepIn, "positions");
        services.AddFleet();
        services.AddRuns();
        services.AddWebhook(settings.Webhook);
        services.AddOffHost(settings);
        services.AddRehearsal(settings);
        services.AddAccess(settings.Start);
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.Start.DataFolder, "keys")));
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<AuthenticationStateProvider, CircuitUser>();
        services.AddRadzenComponents();
        services.AddSwitchbackApi(settings);
        services.AddScoped<ViewerClock>();
        services.AddSingleton<SelectionShelf>();
        services.AddNotices(settings);
    }
}
