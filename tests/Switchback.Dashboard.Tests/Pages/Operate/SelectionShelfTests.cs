using Switchback.Core.Plans;
using Switchback.Dashboard.Pages.Operate;
using Switchback.Dashboard.Tests.Fleet;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Pages.Operate;

public sealed class SelectionShelfTests
{
    private readonly MovedClock _clock = new(Some.Now);
    private readonly SelectionShelf _shelf;

    public SelectionShelfTests() => _shelf = new SelectionShelf(_clock);

    [Fact]
    public void Choice_ThatIsTooLongForAnAddress_IsKeptForHoursAndThenGone()
    {
        var names = Names(OperateAddress.MostNames + 1);

        var address = OperateAddress.Of("pause", names, _shelf);

        var id = address[(address.IndexOf('=') + 1)..];
        Assert.True(address.Length < 60, address);
        Assert.Equal(names, _shelf.Find(id)!.Items);
        _clock.Move(SelectionShelf.Life + TimeSpan.FromSeconds(1));
        Assert.Null(_shelf.Find(id));
        Assert.Null(_shelf.Find("nobody"));
    }

    [Fact]
    public void Choice_OfFewNames_StandsInTheAddressItself() =>
        Assert.Equal("/operate/pause?items=clusterB%2Fi-0%2CclusterB%2Fi-1", OperateAddress.Of("pause", Names(2), _shelf));

    [Fact]
    public void Choices_OfTooManyNamesTogether_LoseTheOldest()
    {
        var first = _shelf.Keep(Names(200_000));
        var second = _shelf.Keep(Names(200_000));
        var third = _shelf.Keep(Names(200_000));

        Assert.Null(_shelf.Find(first.Id));
        Assert.NotNull(_shelf.Find(second.Id));
        Assert.NotNull(_shelf.Find(third.Id));
    }

    private static List<ItemName> Names(int count) => [.. Enumerable.Range(0, count).Select(i => new ItemName("clusterB", $"i-{i}"))];
}
