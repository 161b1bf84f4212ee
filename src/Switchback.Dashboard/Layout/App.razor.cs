using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Switchback.Dashboard.Layout;

/// <summary>The document around every page. Rendered once, on the server, so that theme and rows are right before the first paint.</summary>
public sealed partial class App
{
    /// <summary>No prerendering: a page is drawn once, from the live snapshot, and never flashes numbers that are already old.</summary>
    private static readonly IComponentRenderMode Live = new InteractiveServerRenderMode(prerender: false);

    private Preferences _preferences = null!;

    [CascadingParameter]
    public HttpContext? HttpContext { get; set; }

    /// <summary>Null for a page that is plain HTML: no script of the circuit, and no circuit.</summary>
    private IComponentRenderMode? LivePages => HttpContext?.AcceptsInteractiveRouting() == false ? null : Live;

    protected override void OnInitialized() => _preferences = Preferences.Of(HttpContext?.Request.Cookies);
}
