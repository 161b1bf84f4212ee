using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Switchback.Dashboard.Layout;

/// <param name="Key">After the key g, it leads there.</param>
/// <param name="NeedsLab">Only while the lab's clusters are what is watched.</param>
public sealed record NavEntry(string Group, string Title, string Href, char Key, bool NeedsLab = false);

/// <summary>The pages one can go to, in one list. An entry shows as soon as there is a page of its address: no link leads nowhere.</summary>
public static class Navigation
{
    private const string Watch = "Watch";
    private const string Operate = "Operate";
    private const string Show = "Rehearse and show";

    public static IReadOnlyList<NavEntry> All { get; } =
    [
        new(Watch, "Fleet", "/", 'f'),
        new(Watch, "Follower indices", "/followers", 'i'),
        new(Watch, "Auto-follow patterns", "/auto-follow", 'a'),
        new(Watch, "Remote clusters", "/remotes", 'r'),
        new(Operate, "Operate", "/operate", 'o'),
        new(Operate, "Runs", "/runs", 'u'),
        new(Operate, "Approvals", "/approvals", 'p'),
        new(Operate, "Audit", "/audit", 'j'),
        new(Show, "Wall", "/wall", 'w'),
        new(Show, "Lab", "/lab", 'l', NeedsLab: true),
    ];

    private static readonly Dictionary<string, Type> Pages = typeof(Navigation).Assembly.GetTypes()
        .SelectMany(page => page.GetCustomAttributes<RouteAttribute>(inherit: false).Select(route => (route.Template, Page: page)))
        .ToDictionary(pair => pair.Template, pair => pair.Page, StringComparer.Ordinal);

    public static IReadOnlyList<NavEntry> Shown(bool hasLab) => Shown(hasLab, Pages);

    /// <summary>A page that stands at two addresses of the list shows once, by the longer one.</summary>
    public static IReadOnlyList<NavEntry> Shown(bool hasLab, IReadOnlyDictionary<string, Type> pages) =>
    [
        .. All.Where(entry => (hasLab || !entry.NeedsLab) && pages.TryGetValue(entry.Href, out var page)
            && !All.Any(other => other.Href.Length > entry.Href.Length && pages.TryGetValue(other.Href, out var same) && same == page)),
    ];
}
