using Switchback.Core.Runs;
using Switchback.Dashboard.Pages.Runs;
using Switchback.Dashboard.Tests.Runs;

namespace Switchback.Dashboard.Tests.Pages.Runs;

public sealed class RunItemsViewTests
{
    private readonly SomeRuns _runs = new();
    private readonly RunItemsView _view = new();

    [Fact]
    public async Task Stops_ForTheSameReason_AreOneAlsoWhenItNamesTheItem()
    {
        var record = await StoppedAsync();

        Assert.Equal([2, 1], _view.Stops.Select(group => group.Items.Count));
        Assert.Equal("i-0001, i-0003", _view.Stops[0].Names);
        Assert.Equal("POST /i-0001", _view.Stops[0].Next);
        // What needs somebody comes first.
        Assert.Equal(["i-0001", "i-0002", "i-0003", "i-0000", "i-0004"], _view.Shown.Select(item => item.Item.Name));
        Assert.Equal([(ItemPhase.Stopped, 3), (ItemPhase.Done, 1), (ItemPhase.Untouched, 1)], _view.Phases);
        Assert.Equal(3, record.Run.Count(ItemPhase.Stopped));
    }

    [Fact]
    public async Task Picked_AreWhatIsRetried_AndNoLongerPickedOnceTheyGoOn()
    {
        var record = await StoppedAsync();
        _view.Pick(_view.Stops[0]);
        _view.Pick(record.Run.Items["clusterB/i-0004"]);
        Assert.Equal(["clusterB/i-0001", "clusterB/i-0003"], _view.Picked.Order());

        _view.Pick(record.Run.Items["clusterB/i-0003"]);
        await SomeRuns.TellAsync(record, new RunEvent.RetryAsked([.. _view.Picked]));
        _view.Take(record.Run);

        Assert.Empty(_view.Picked);
        Assert.Equal(["i-0002", "i-0003"], _view.Stops.SelectMany(group => group.Items).Select(item => item.Item.Name).Order());
    }

    [Fact]
    public async Task Items_ByPhaseAndName_AreFound()
    {
        await StoppedAsync();

        _view.ShowOnly(ItemPhase.Stopped);
        _view.SearchFor("0002");
        Assert.Equal(["i-0002"], _view.Shown.Select(item => item.Item.Name));

        _view.ShowOnly(null);
        _view.SearchFor("");
        Assert.Equal(5, _view.Shown.Count);
    }

    [Fact]
    public async Task Steps_OfALongPlan_AreThoseAroundTheCurrentOne()
    {
        var record = await _runs.BeginAsync("r", items: 2, steps: 40);
        await SomeRuns.TellAsync(record, [new RunEvent.Started(1, "w"), .. Enumerable.Range(1, 20).SelectMany(step => new RunEvent[] { new RunEvent.StepBegun(step), new RunEvent.StepEnded(step) }), new RunEvent.StepBegun(21)]);

        var (shown, before, after) = StepLine.Around(StepLine.Of(record.Run));

        Assert.Equal(40, before + shown.Count + after);
        Assert.True(shown.Count < 15);
        Assert.True(Assert.Single(shown, step => step.Number == 21).IsNow);
        Assert.Equal(before + 1, shown[0].Number);
    }

    private async Task<RunRecord> StoppedAsync()
    {
        var record = await _runs.BeginAsync("r", items: 5);
        await SomeRuns.TellAsync(
            record, new RunEvent.Started(1, "w"), new RunEvent.StepBegun(1), new RunEvent.Seen(1, ["clusterB/i-0000"], "It is there.", false),
            new RunEvent.Stopped(1, ["clusterB/i-0001"], "i-0001 is gone.", "Bring it back.", "POST /i-0001"), new RunEvent.Stopped(1, ["clusterB/i-0003"], "i-0003 is gone.", "Bring it back.", "POST /i-0003"),
            new RunEvent.Stopped(1, ["clusterB/i-0002"], "No right.", "Grant it.", null), new RunEvent.NeedsPerson("3 items stopped.", "Retry."));
        _view.Take(record.Run);
        return record;
    }
}
