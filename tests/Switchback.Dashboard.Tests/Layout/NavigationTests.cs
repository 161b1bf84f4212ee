using Switchback.Dashboard.Layout;

namespace Switchback.Dashboard.Tests.Layout;

public sealed class NavigationTests
{
    private static readonly Dictionary<string, Type> Everything = Navigation.All.Select((entry, i) => (entry.Href, Page: Types[i]))
        .ToDictionary(pair => pair.Href, pair => pair.Page);

    private static Type[] Types => [typeof(int), typeof(long), typeof(short), typeof(byte), typeof(char), typeof(bool), typeof(uint), typeof(ulong), typeof(ushort), typeof(sbyte)];

    [Fact]
    public void Entries_AllPagesThereAndALab_ShowInTheirOrder()
    {
        Assert.Equal(["/", "/followers", "/auto-follow", "/remotes", "/operate", "/runs", "/approvals", "/audit", "/wall", "/lab"], Navigation.Shown(hasLab: true, Everything).Select(entry => entry.Href));
    }

    [Fact]
    public void Entry_OfTheLab_ShowsOnlyWhileThereIsOne()
    {
        Assert.DoesNotContain(Navigation.Shown(hasLab: false, Everything), entry => entry.Href == "/lab");
    }

    [Fact]
    public void Entry_WithoutAPage_DoesNotShow()
    {
        Assert.Equal(["/wall"], Navigation.Shown(hasLab: true, new Dictionary<string, Type> { ["/wall"] = typeof(int), ["/else"] = typeof(long) }).Select(entry => entry.Href));
    }

    [Fact]
    public void Page_AtTwoAddressesOfTheList_ShowsOnce()
    {
        Assert.Equal(["/followers"], Navigation.Shown(hasLab: true, new Dictionary<string, Type> { ["/"] = typeof(int), ["/followers"] = typeof(int) }).Select(entry => entry.Href));
    }

    [Fact]
    public void Keys_OfAllEntries_Differ()
    {
        Assert.Equal(Navigation.All.Count, Navigation.All.Select(entry => entry.Key).Distinct().Count());
    }

    [Fact]
    public void Entries_OfTheRunningApp_LeadToPagesThatAreThere()
    {
        Assert.Contains(Navigation.Shown(hasLab: true), entry => entry.Href == "/followers");
    }
}
