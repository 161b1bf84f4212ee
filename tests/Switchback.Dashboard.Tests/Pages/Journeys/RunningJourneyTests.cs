using Switchback.Core.Fleet;
using Switchback.Core.Pairs;
using Switchback.Core.Runs;
using Switchback.Dashboard.Pages.Fleet;
using Switchback.Dashboard.Pages.Runs.Journeys;
using Switchback.Dashboard.Tests.Runs;
using Switchback.Elasticsearch.Operations;
using Switchback.Tests.Fleet;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.Dashboard.Tests.Pages.Journeys;

/// <summary>What a running journey says: what it asks, how long nobody can write, what it found, what it cost.</summary>
public sealed class RunningJourneyTests
{
    private const string Ledger = """{"index":"orders","shards":[{"shard":0,"line":10,"max":17,"operations":7,"documents":4,"overwritten":1,"deletes":1,"unexplained":1}],"max":"0:17","missing":3,"older":0,"changed":1,"bytes":2048,"sample":["7","9"],"file":"orders","digest":"abcdef0123456789"}""";

    private static readonly Actor Otto = new("rehearsal:operator", true, Name: "Otto");
    private static readonly Actor Ada = new("rehearsal:approver", false, true, Name: "Ada");

    private readonly SomeJourneys _journeys = new();

    [Fact]
    public async Task Ask_ToSettle_ShowsTheLedgerAndIsForApproversOtherThanTheRequester()
    {
        var record = await AskingAsync();

        var view = AskView.Of(record.Run, Ada, FleetSnapshot.Empty)!;

        Assert.Null(view.WhyNot);
        Assert.Equal((7, 4, 1, 1, 1, 1), (view.Ledger!.Operations, view.Ledger.Documents, view.Ledger.Overwritten, view.Ledger.Deletes, view.Ledger.Unexplained, view.Ledger.Conflicts));
        Assert.Equal("clusterA has 7 operations that the other side lacks, in 1 of 1 index.", view.Ledger.Say("clusterA"));
        Assert.Equal("Answering takes the role approver.", AskView.Of(record.Run, Otto, FleetSnapshot.Empty)!.WhyNot);
        Assert.Equal("You asked for the run: somebody else has to answer.", AskView.Of(record.Run, Otto with { MayApprove = true }, FleetSnapshot.Empty)!.WhyNot);
        Assert.Equal(RunRules.FoundDigest(record.Run, view.Step), view.Digest);
    }

    [Fact]
    public async Task Ask_SomebodySaidYes_CountsForWhatIsShownOnly()
    {
        var record = await AskingAsync();
        var digest = AskView.Of(record.Run, Ada, FleetSnapshot.Empty)!.Digest;
        await record.RecordAsync(Ada.Who, _ => [new RunEvent.Spoke(3, "older", "Ada", "before"), new RunEvent.Spoke(3, digest, "Ada", "seen")]);

        var view = AskView.Of(record.Run, Ada, FleetSnapshot.Empty)!;

        Assert.Equal("seen", Assert.Single(view.Said).Words);
        Assert.Equal("You have said yes. It waits for the others.", view.WhyNot);
    }

    [Fact]
    public async Task Ask_ToRoute_NamesWhatClientsKnewAndWhatItIsNow()
    {
        var record = await _journeys.BeginAsync("failover", "unfollow verify! route?");
        await SomeJourneys.WalkAsync(record, 3);
        await SomeRuns.TellAsync(record, new RunEvent.Waits("Is route well?"));
        var snapshot = Snapshot([Pair()], [SomePairs.Member("clusterA", NotAnswering(60), 60), SomePairs.Member("clusterB")]);

        var view = AskView.Of(record.Run, Otto, snapshot)!;

        Assert.Equal(new RoutedName("orders", "orders2"), Assert.Single(view.Renamed));
        Assert.False(view.NamesStay);
        Assert.Equal("clusterB takes an unknown number of writes; clusterA takes nothing that could be seen: it does not answer.", view.Rates);
        Assert.True(view.Asks.WantsWords);
    }

    [Fact]
    public async Task Fence_Held_CountsDownUntilItIsCrossed()
    {
        var record = await _journeys.BeginAsync("switchover", "fence* drain unfollow verify! route?");
        Assert.Null(HeldFence.Of(record.Run));
        await SomeJourneys.WalkAsync(record, 2);
        var since = record.Run.Begun[1];

        Assert.Equal("Writes on clusterA are stopped for 1 min 0 s. They are allowed again by themselves in 14 min 0 s.", HeldFence.Of(record.Run)!.Say(since.AddMinutes(1)));

        await SomeRuns.TellAsync(record, [.. SomeJourneys.Through(record.Run, 2), .. SomeJourneys.Through(record.Run, 3)]);
        Assert.Null(HeldFence.Of(record.Run)!.Until);

        await SomeRuns.TellAsync(record, [.. SomeJourneys.Through(record.Run, 4), .. SomeJourneys.Through(record.Run, 5)]);
        Assert.Null(HeldFence.Of(record.Run));
    }

    [Fact]
    public async Task Measures_OfASwitchOver_AreHeldAgainstTheTargets()
    {
        var record = await _journeys.BeginAsync("switchover", "fence* drain unfollow verify! route?");
        await SomeJourneys.WalkAsync(record, 5);
        var since = record.Run.Begun[1];

        var under = Measured.Of(record.Run, Pair().Options, since.AddMinutes(16));

        Assert.Equal(("Nobody could write", "16 min 0 s so far, from the fence", "target ≤ 15 min 0 s", false), (under[0].Name, under[0].Value, under[0].Target, under[0].Met));
        Assert.Equal("nothing: every shard was drained behind the fence", under[1].Value);
        Assert.True(under[1].Met);
    }

    [Fact]
    public async Task Measures_OfADisaster_SayWhatIsKnownAndNoMore()
    {
        var heard = Dashboard.Tests.Fleet.Some.Now;
        var record = await _journeys.BeginAsync("failover", "unfollow verify! route?", loss: new Core.Plans.LossStatement(318, heard, null, []) { MayGrow = true });
        await SomeJourneys.WalkAsync(record, 3);

        var measures = Measured.Of(record.Run, Pair().Options, heard.AddMinutes(4));

        Assert.Equal("4 min 0 s so far, from the last answer of the old side", measures[0].Value);
        Assert.Equal(("at least 318 operations, and it may have grown", null), (measures[1].Value, measures[1].Met));
    }

    [Fact]
    public async Task Card_OfAPairWithARun_SaysItsPhaseAndWhatAPersonDoesNext()
    {
        var running = new RunningPairs(_journeys.Book);
        var drill = await _journeys.BeginAsync("drill", "follow", id: "d");
        await SomeRuns.TellAsync(drill, new RunEvent.Started(1, "w"), new RunEvent.Ended(RunPhase.Succeeded, "1 item done."));
        var quiet = Assert.Single(FleetView.Of(Snapshot([Pair()]), drill.Run.EndedAt!.Value.AddDays(2), running).Cards);
        Assert.Null(quiet.Run);
        Assert.EndsWith("drilled 2 d 0 h ago", quiet.Facts[^1].Below, StringComparison.Ordinal);

        var record = await AskingAsync();
        var card = Assert.Single(FleetView.Of(Snapshot([Pair()]), Now, running).Cards);

        Assert.Equal("failback of orders: Approve", card.Run!.Line);
        Assert.Equal("Is settle well?", card.Next.Sentence);
        Assert.Equal("/runs/r", card.Next.Href);
        Assert.Equal(record.Run.Id, running.Of("ORDERS").Run!.Id);
    }

    [Fact]
    public async Task Turn_OfAPerson_IsNamedInEveryPhase()
    {
        var record = await _journeys.BeginAsync("failover", "unfollow verify! route?", needs: 2);
        Assert.Equal("2 approvers other than Otto have to look and agree.", HumanTurn.Of(record.Run, Now));

        await SomeRuns.TellAsync(record, new RunEvent.Started(1, "w"), new RunEvent.StepBegun(1));
        Assert.Null(HumanTurn.Of(record.Run, Now));

        await SomeRuns.TellAsync(record, new RunEvent.Waits("The approval for this step has run out."));
        Assert.Equal("The approval for this step has run out.", HumanTurn.Of(record.Run, Now));

        await SomeRuns.TellAsync(record, new RunEvent.NeedsPerson("1 item stopped.", "Look at it."));
        Assert.Equal("Look at it.", HumanTurn.Of(record.Run, Now));
    }

    private async Task<RunRecord> AskingAsync()
    {
        var record = await _journeys.BeginAsync("failback", "fence ledger settle? discard follow");
        await SomeJourneys.WalkAsync(record, 3);
        await SomeRuns.TellAsync(record,
            new RunEvent.Seen(2, [SomeJourneys.Old], "compared", false, new Dictionary<string, IReadOnlyDictionary<string, string>> { [SomeJourneys.Old] = new Dictionary<string, string> { [ItemFacts.Divergence] = Ledger } }),
            new RunEvent.Waits("Is settle well?"));
        return record;
    }
}
