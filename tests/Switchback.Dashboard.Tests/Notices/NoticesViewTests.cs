using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Runs;
using Switchback.Dashboard.Notices;
using Switchback.Dashboard.Tests.Fleet;
using Switchback.Dashboard.Tests.Runs;
using Switchback.Storage.Files;

namespace Switchback.Dashboard.Tests.Notices;

public sealed class NoticesViewTests : IDisposable
{
    private static readonly Actor Otto = new("rehearsal:operator", MayOperate: true);
    private static readonly Actor Aino = new("rehearsal:approver", MayOperate: false, MayApprove: true);
    private static readonly Actor Vera = new("rehearsal:viewer", MayOperate: false);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("switchback-");
    private readonly SomeRuns _runs = new();
    private readonly NoticeBook _book = new();
    private readonly StateFile<NoticeMarksState> _file;
    private readonly NoticeMarks _marks;

    public NoticesViewTests()
    {
        _file = StateFile<NoticeMarksState>.Open(Path.Combine(_folder.FullName, "notices.json"), TimeProvider.System);
        _marks = new NoticeMarks(_file);
    }

    public void Dispose()
    {
        _file.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Question_IsAnApproversNews_UntilNobodyWaitsForIt()
    {
        var record = await _runs.BeginAsync("r", needs: 1);
        await ReadAsync();

        Assert.Equal("Waits for you: Mark 3 tapes", Assert.Single(Look(Aino).Listed).Title);
        Assert.Empty(Look(Otto).Listed);
        Assert.Empty(Look(Vera).Listed);

        await SomeRuns.TellAsync(record, new RunEvent.Ended(RunPhase.Aborted, "Nobody agreed in time, and that means no."));
        await ReadAsync();
        Assert.Equal(("Waits no more: Mark 3 tapes", ""), (Look(Aino).Listed[^1].Title, Look(Aino).Listed[^1].Tone));
        Assert.Equal("Aborted: Mark 3 tapes", Assert.Single(Look(Otto).Listed).Title);
    }

    [Fact]
    public async Task RunThatNeedsAPerson_IsNewsToWhoMayAct_AndItsEndToWhoAsked()
    {
        var record = await _runs.BeginAsync("r");
        await SomeRuns.TellAsync(record, new RunEvent.Started(1, "w"), new RunEvent.NeedsPerson("1 item stopped.", "Retry."));
        await ReadAsync();

        var colleague = Otto with { Who = "rehearsal:admin" };
        Assert.Equal(("Needs a person: Mark 3 tapes", "red", "/runs/r"), (Look(colleague).Listed[0].Title, Look(colleague).Listed[0].Tone, Look(colleague).Listed[0].Href));
        await SomeRuns.TellAsync(record, new RunEvent.Ended(RunPhase.Succeeded, "3 items done."));
        await ReadAsync();

        Assert.Equal(["Done: Mark 3 tapes", "Needs a person: Mark 3 tapes"], Look(Otto).Listed.Select(notice => notice.Title));
        Assert.Equal(["Needs a person: Mark 3 tapes"], Look(colleague).Listed.Select(notice => notice.Title));
        Assert.Empty(Look(Vera).Listed);
    }

    [Fact]
    public async Task Brake_IsNewsToEverybodyButWhoPutItOn()
    {
        await _runs.Journal.AppendAsync(Controls.Stream, ExpectedVersion.Any, [Controls.SetBy(Otto.Who, null, "Otto", "something is odd", null), Controls.LiftedBy(Aino.Who, "orders", "Aino", "all is well")], TestContext.Current.CancellationToken);
        await ReadAsync();

        Assert.Equal(["The freeze of the pair orders was lifted", "The brake was put on"], Look(Vera).Listed.Select(notice => notice.Title));
        Assert.Equal("Otto: something is odd", Look(Vera).Listed[1].Text);
        Assert.Equal("/pairs/orders", Assert.Single(Look(Otto).Listed).Href);
    }

    [Fact]
    public async Task Toast_ComesForWhatIsNew_GoesByItself_AndTheListKeepsIt()
    {
        var old = await _runs.BeginAsync("old");
        await SomeRuns.TellAsync(old, new RunEvent.Ended(RunPhase.Succeeded, "done"));
        await ReadAsync();
        var view = new NoticesView(_book, _marks, _runs.Book, _runs.Journal.Head.Sequence);
        view.Look(Otto, "/", Some.Now);
        Assert.Empty(view.Toasts);
        Assert.Equal(1, view.Unread);

        await SomeRuns.TellAsync(await _runs.BeginAsync("here"), new RunEvent.Ended(RunPhase.Succeeded, "done"));
        await SomeRuns.TellAsync(await _runs.BeginAsync("new"), new RunEvent.Ended(RunPhase.Succeeded, "done"));
        await ReadAsync();
        // The page of a run tells itself what becomes of it.
        view.Look(Otto, "/runs/here", Some.Now);
        Assert.Equal("/runs/new", Assert.Single(view.Toasts).Href);
        Assert.True(view.HasChanged);

        view.Look(Otto, "/", Some.Now.AddSeconds(5));
        Assert.False(view.HasChanged);
        view.Look(Otto, "/", Some.Now.AddSeconds(13));
        Assert.Empty(view.Toasts);
        Assert.Equal((3, 3), (view.Listed.Count, view.Unread));
    }

    [Fact]
    public async Task Opened_IsReadInEveryTab_AndWhatComesAfterIsNotYet()
    {
        await SomeRuns.TellAsync(await _runs.BeginAsync("a"), new RunEvent.Ended(RunPhase.Succeeded, "done"));
        await ReadAsync();
        var (tab, other) = (Look(Otto), Look(Otto));

        tab.Open(Otto);
        other.Look(Otto, "/", Some.Now);

        Assert.Equal((0, 0), (tab.Unread, other.Unread));
        Assert.True(tab.Listed[0].Sequence > tab.ReadTo);
        await SomeRuns.TellAsync(await _runs.BeginAsync("b"), new RunEvent.Ended(RunPhase.Succeeded, "done"));
        await ReadAsync();
        Assert.Equal(1, Look(Otto).Unread);
        Assert.Equal(0, _marks.Of(Otto.Who, head: 1));
    }

    private NoticesView Look(Actor actor)
    {
        var view = new NoticesView(_book, _marks, _runs.Book, 0);
        view.Look(actor, "/", Some.Now);
        return view;
    }

    private async Task ReadAsync()
    {
        await foreach (var happened in _runs.Journal.ReadAsync(1, TestContext.Current.CancellationToken)) _book.Take(happened);
    }
}
