using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;

namespace Switchback.Core.Tests.Pairs;

public sealed class ActiveRecordsTests
{
    private static readonly Actor Operator = new("rehearsal:operator", true);

    private static readonly IReadOnlyList<PairOptions> Pairs =
        [new PairOptions { Id = "orders", System = "any", Home = "A", Away = "B", Scope = PairScope.Parse(["*"]), Policy = new PairPolicy() }];

    private readonly MemoryJournal _journal = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_ByAnOperator_StandsInTheJournalAndOutlivesTheApp()
    {
        var outcome = await new ActiveRecords(_journal, Pairs).RecordAsync(Operator, "orders", Side.Away, Side.Home, "moved by hand", Cancel);

        var record = Assert.IsType<RecordOutcome.Recorded>(outcome).Record;
        Assert.Equal((Side.Away, "rehearsal:operator", "moved by hand"), (record.Active, record.Who, record.Reason));
        var next = new ActiveRecords(_journal, Pairs);
        Assert.Null(next.Of("orders"));
        await next.LoadAsync(Cancel);
        Assert.Equal(record, next.Of("orders"));
        var line = await _journal.ReadStreamAsync("pair/orders", 1, Cancel).SingleAsync(Cancel);
        Assert.Equal((ActiveRecords.Recorded, """{"side":"away","member":"B","observed":"home","reason":"moved by hand"}"""), (line.Kind, line.Data));
    }

    [Fact]
    public async Task Law12_Record_ByAViewer_IsRefusedByTheServiceItself()
    {
        var records = new ActiveRecords(_journal, Pairs);

        var outcome = await records.RecordAsync(new Actor("rehearsal:viewer", false), "orders", Side.Home, null, "", Cancel);

        Assert.IsType<RecordOutcome.Refused>(outcome);
        Assert.Null(records.Of("orders"));
        Assert.Equal(0, _journal.Head.Sequence);
    }

    [Fact]
    public async Task Record_TwoPeopleAtOnce_TheSecondIsToldAndSeesTheFirst()
    {
        var one = new ActiveRecords(_journal, Pairs);
        var other = new ActiveRecords(_journal, Pairs);
        await one.RecordAsync(Operator, "orders", Side.Home, null, "", Cancel);

        var outcome = await other.RecordAsync(Operator, "orders", Side.Away, null, "", Cancel);

        Assert.IsType<RecordOutcome.Refused>(outcome);
        Assert.Equal(Side.Home, other.Of("orders")!.Active);
    }

    [Theory]
    [InlineData("nobody", 0)]
    [InlineData("orders", 501)]
    public async Task Record_BadInput_IsRefusedWithWhatHelps(string pair, int length)
    {
        var outcome = await new ActiveRecords(_journal, Pairs).RecordAsync(Operator, pair, Side.Home, null, new string('x', length), Cancel);

        Assert.NotEmpty(Assert.IsType<RecordOutcome.Refused>(outcome).Lift);
        Assert.Equal(0, _journal.Head.Sequence);
    }

    [Fact]
    public async Task Record_Again_TheNewestCountsAndEveryoneIsTold()
    {
        var records = new ActiveRecords(_journal, Pairs);
        var told = 0;
        records.Changed += () => told++;

        await records.RecordAsync(Operator, "orders", Side.Home, null, "", Cancel);
        await records.RecordAsync(Operator, "orders", Side.Away, null, "", Cancel);

        Assert.Equal((Side.Away, 2), (records.Of("orders")!.Active, told));
    }
}
