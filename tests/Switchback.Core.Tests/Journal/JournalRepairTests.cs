using System.Text.Json;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Journal;

/// <summary>Two people, or nothing.</summary>
public sealed class JournalRepairTests
{
    private static readonly Actor Admin = new("rehearsal:admin", MayOperate: true, MayApprove: false, MayAdminister: true, "Ada");
    private static readonly Actor Approver = new("rehearsal:approver", MayOperate: false, MayApprove: true);
    private static readonly Actor Operator = new("rehearsal:operator", MayOperate: true);
    private static readonly Damage Found = new("journal-000001.jsonl", 7, "the event is not the one that was written: its hash does not fit.");

    private readonly Clock _clock = new();
    private readonly Damaged _journal = new();
    private readonly List<JournalEvent> _told = [];
    private readonly JournalRepair _repair;

    public JournalRepairTests() =>
        _repair = new JournalRepair(_journal, _clock, (who, name) => new FirstEvent(Controls.Stream, Controls.SetBy(who, null, name, "Look first.", null)), _told.Add);

    [Fact]
    public async Task Repair_ProposedByAnAdminAndAgreedByAnother_CutsAndRecordsWhoWhyAndWhereFirst()
    {
        var proposed = Assert.IsType<RepairOutcome.Proposed>(_repair.Propose(Admin, " a disk failed "));
        Assert.Equal(("Ada", "a disk failed", Found), (proposed.Proposal.Name, proposed.Proposal.Reason, proposed.Proposal.Damage));
        Assert.Equal(proposed.Proposal, _repair.Waiting);

        var done = Assert.IsType<RepairOutcome.Done>(await _repair.AgreeAsync(Approver));

        Assert.Equal(Found, done.Cut.Damage);
        Assert.Null(_repair.Waiting);
        Assert.Equal([("journal", JournalRepair.SetAside), ("controls", "halt-set")], _journal.First.Select(first => (first.Stream, first.Event.Kind)));
        var record = JsonElement.Parse(_journal.First[0].Event.Data);
        Assert.Equal("rehearsal:admin", _journal.First[0].Event.Who);
        Assert.Equal("rehearsal:admin", record.GetProperty("proposed").GetString());
        Assert.Equal("rehearsal:approver", record.GetProperty("agreed").GetString());
        Assert.Equal("a disk failed", record.GetProperty("reason").GetString());
        Assert.Equal("/data/journal/aside", record.GetProperty("aside").GetString());
        Assert.Equal(6, record.GetProperty("keptSequence").GetInt64());
        Assert.Equal(7, record.GetProperty("damage").GetProperty("line").GetInt64());
    }

    [Fact]
    public async Task Agree_TheOneWhoProposed_IsRefused_AndTheProposalStays()
    {
        _repair.Propose(Admin, "a disk failed");

        Assert.Contains("somebody else", Assert.IsType<RepairOutcome.Refused>(await _repair.AgreeAsync(Admin)).Why);

        Assert.NotNull(_repair.Waiting);
        Assert.Empty(_journal.First);
    }

    [Fact]
    public async Task Repair_WithoutTheRole_IsRefused()
    {
        Assert.IsType<RepairOutcome.Refused>(_repair.Propose(Operator, "a disk failed"));
        Assert.IsType<RepairOutcome.Refused>(_repair.Propose(Approver, "a disk failed"));
        _repair.Propose(Admin, "a disk failed");
        Assert.IsType<RepairOutcome.Refused>(await _repair.AgreeAsync(Operator));
        Assert.IsType<RepairOutcome.Refused>(_repair.Withdraw(Operator));

        Assert.NotNull(_repair.Waiting);
        Assert.Empty(_journal.First);
    }

    [Fact]
    public async Task Agree_AfterAnHour_IsRefused()
    {
        _repair.Propose(Admin, "a disk failed");

        _clock.Now += JournalRepair.Life;

        Assert.Null(_repair.Waiting);
        Assert.IsType<RepairOutcome.Refused>(await _repair.AgreeAsync(Approver));
        Assert.Empty(_journal.First);
    }

    [Fact]
    public async Task Agree_DamageIsAnotherByNow_IsRefused()
    {
        _repair.Propose(Admin, "a disk failed");
        _journal.Condition = new JournalCondition.WatchOnly(Found with { Line = 3 });

        Assert.Contains("not the one that was proposed for", Assert.IsType<RepairOutcome.Refused>(await _repair.AgreeAsync(Approver)).Why);

        Assert.Null(_repair.Waiting);
        Assert.Empty(_journal.First);
    }

    [Fact]
    public async Task Agree_Withdrawn_IsRefused()
    {
        _repair.Propose(Admin, "a disk failed");

        Assert.IsType<RepairOutcome.Withdrawn>(_repair.Withdraw(Approver));

        Assert.IsType<RepairOutcome.Refused>(await _repair.AgreeAsync(Approver));
        Assert.Empty(_journal.First);
    }

    [Fact]
    public async Task Agree_JournalCannotBeCut_SaysWhy_AndTheProposalStays()
    {
        _journal.Refuses = "the disk is full.";
        _repair.Propose(Admin, "a disk failed");

        Assert.Equal("the disk is full.", Assert.IsType<RepairOutcome.Refused>(await _repair.AgreeAsync(Approver)).Why);

        Assert.NotNull(_repair.Waiting);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public void Propose_WithoutAReason_OrWithoutDamage_IsRefused(string? reason)
    {
        if (reason is null) _journal.Condition = new JournalCondition.Sound();

        Assert.IsType<RepairOutcome.Refused>(_repair.Propose(Admin, reason ?? "a disk failed"));
        Assert.Null(_repair.Waiting);
    }

    private sealed class Damaged : ICuttable
    {
        public JournalCondition Condition { get; set; } = new JournalCondition.WatchOnly(Found);

        public IReadOnlyList<FirstEvent> First { get; private set; } = [];

        public string? Refuses { get; set; }

        public Task<CutOutcome> CutAsync(Damage agreed, Func<JournalCut, IReadOnlyList<FirstEvent>> first, Action<JournalEvent> written)
        {
            if (Refuses is not null) return Task.FromResult<CutOutcome>(new CutOutcome.Refused(Refuses));
            var cut = new JournalCut(agreed, new JournalHead(6, new string('a', 64)), "/data/journal/aside");
            First = first(cut);
            Condition = new JournalCondition.Sound();
            return Task.FromResult<CutOutcome>(new CutOutcome.Done(cut, NeedsRestart: false));
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
