using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>Every verb on an item in every state: planned, left out as being so already, or refused with a reason and what lifts it.</summary>
public sealed class VerbTableTests
{
    private const string Columns = "pause resume unfollow close open edit restart recreate delete";

    // P: planned. O: left out. R: refused.
    private static readonly Dictionary<VerdictKind, string> Table = new()
    {
        [VerdictKind.Following] = "P O P P O P P P R",
        [VerdictKind.CatchingUp] = "P O P P O P P P R",
        [VerdictKind.Lagging] = "P O P P O P P P R",
        [VerdictKind.Stalled] = "P O P P O P P P R",
        [VerdictKind.Silent] = "P O P P O P P P R",
        [VerdictKind.WaitingToRetry] = "P O P P O P P P R",
        [VerdictKind.ReadErrors] = "P O P P O P P P R",
        [VerdictKind.SourceUnreachable] = "P O P P O R R R R",
        [VerdictKind.Failed] = "P R P P P P P P P",
        [VerdictKind.SourceGone] = "P R P P P R R P R",
        [VerdictKind.Copying] = "R R R R O R R R P",
        [VerdictKind.Paused] = "O P P P O R R P P",
        [VerdictKind.PausedAndClosed] = "O P P O P R R P P",
        [VerdictKind.ClosedWhileActive] = "P R P O P R R P R",
        [VerdictKind.LeftClosed] = "R R P O R R R R R",
        [VerdictKind.Promoted] = "R R O R O R R R R",
        [VerdictKind.NotFollowed] = "R R R R R R R R R",
        [VerdictKind.Unknown] = "R R R R R R R R R",
    };

    public static TheoryData<VerdictKind, string, string> Cells()
    {
        var cells = new TheoryData<VerdictKind, string, string>();
        foreach (var kind in Enum.GetValues<VerdictKind>())
        {
            foreach (var (verb, outcome) in Columns.Split(' ').Zip(Table[kind].Split(' '))) cells.Add(kind, verb, outcome);
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Verb_OnOneItemInAState_PlansLeavesOutOrRefuses(VerdictKind kind, string verb, string expected)
    {
        var fleet = new KnownFleet();
        fleet.Add(kind, cause: kind is VerdictKind.SourceGone or VerdictKind.Failed ? new Cause("an_exception", "it says so") : null);

        var outcome = await fleet.AskAsync(verb, "bar", Wishes(verb));

        var refusals = (outcome as PlanOutcome.Refused)?.Refusals ?? [];
        var was = outcome is PlanOutcome.Made ? "P" : refusals is [{ What: "The plan" } only] && only.Why.StartsWith("There is nothing to do. bar is left out: ", StringComparison.Ordinal) ? "O" : "R";
        Assert.True(expected == was, $"{was}: {string.Join("; ", refusals)}");
        Assert.All(refusals, refusal => Assert.True(refusal.What.Length > 0 && Ends(refusal.Why) && Ends(refusal.Lift), $"{refusal}"));
        if (outcome is PlanOutcome.Made made) Check(made.Plan);
    }

    [Theory]
    [InlineData("pause resume unfollow close edit restart recreate")]
    public async Task Verb_OnACopyUnderWay_SaysThatItCanOnlyBeDeleted(string verbs)
    {
        foreach (var verb in verbs.Split(' '))
        {
            var fleet = new KnownFleet();
            fleet.Add(VerdictKind.Copying);

            var refusal = Assert.Single(await fleet.RefusalsAsync(verb, "bar", Wishes(verb)));

            Assert.Equal(("bar", "Wait for the copy, or delete it."), (refusal.What, refusal.Lift));
        }
    }

    [Theory]
    [InlineData("resume", VerdictKind.Paused)]
    [InlineData("edit", VerdictKind.Following)]
    [InlineData("restart", VerdictKind.Failed)]
    [InlineData("recreate", VerdictKind.Failed)]
    [InlineData("delete", VerdictKind.Paused)]
    public async Task Verb_ThatNeedsTheLeader_IsRefusedWhileThatDoesNotAnswer(string verb, VerdictKind kind)
    {
        var fleet = new KnownFleet();
        fleet.Add(kind);
        fleet.Down("clusterA");

        var refusal = Assert.Single(await fleet.RefusalsAsync(verb, "bar", Wishes(verb)));

        Assert.StartsWith("clusterA does not answer", refusal.Why, StringComparison.Ordinal);
        Assert.StartsWith("Bring clusterA back", refusal.Lift, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("restart")]
    [InlineData("recreate")]
    public async Task Verb_ThatWouldLeaveItPaused_IsRefusedWhileTheLineOrTheLeaderIsBroken(string verb)
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.SourceUnreachable, "a", "la");
        fleet.Add(VerdictKind.ReadErrors, "b", "lb", remedy: Remedy.RepairSource);

        var refusals = await fleet.RefusalsAsync(verb, "a b", Wishes(verb));

        Assert.Equal(["a", "b"], refusals.Select(refusal => refusal.What));
        Assert.StartsWith("clusterB cannot reach clusterA", refusals[0].Why, StringComparison.Ordinal);
        Assert.StartsWith("Its leader on clusterA is closed or not in service", refusals[1].Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("unfollow")]
    [InlineData("delete")]
    public async Task Verb_WhileTheFollowersClusterIsDown_IsRefused(string verb)
    {
        var fleet = new KnownFleet();
        fleet.Add();
        fleet.Down("clusterB");

        Assert.StartsWith("clusterB does not answer", Assert.Single(await fleet.RefusalsAsync(verb, "bar")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_OnManyOfWhichSomeAreAsWished_LeavesThoseOutAndSaysSo()
    {
        var fleet = new KnownFleet();
        fleet.Add(name: "a", leader: "la");
        fleet.Add(VerdictKind.Paused, "b", "lb");
        fleet.Add(VerdictKind.Paused, "c", "lc");

        var plan = await fleet.PlanAsync("pause", "a b c");

        Assert.Equal("1 pause a", KnownFleet.Shape(plan.Steps));
        Assert.Contains("2 followers (b, c) are left out: already paused.", plan.Warnings);
    }

    [Fact]
    public async Task Verb_OnManyOfWhichOneIsRefused_RefusesAll_UnlessItMaySkipThem()
    {
        var fleet = new KnownFleet();
        fleet.Add(name: "a", leader: "la");
        fleet.Add(VerdictKind.Copying, "b", "lb");

        var refusal = Assert.Single(await fleet.RefusalsAsync("pause", "a b"));
        var plan = await fleet.PlanAsync("pause", "a b", ("skip", "refused"));

        Assert.EndsWith("Or leave it out.", refusal.Lift, StringComparison.Ordinal);
        Assert.Equal(["clusterB/a"], plan.Items.Select(item => item.Key));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("b is left out: it is still being copied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verb_OnWhatNobodyKnows_IsRefusedByName()
    {
        var fleet = new KnownFleet();

        Assert.Equal("clusterB has no follower of this name.", Assert.Single(await fleet.RefusalsAsync("pause", "nothing")).Why);
        Assert.Equal("No cluster clusterX is configured.", Assert.Single(Assert.IsType<PlanOutcome.Refused>(await fleet.AskAsync("pause", [new ItemName("clusterX", "bar")])).Refusals).Why);
        Assert.Equal("Nothing is named that it is for.", (await fleet.RefusalsAsync("pause", ""))[0].Why);
        Assert.StartsWith("There is no operation", Assert.Single(await fleet.RefusalsAsync("explode", "bar")).Why, StringComparison.Ordinal);
        Assert.Equal("It takes none.", Assert.Single(await fleet.RefusalsAsync("pause", "bar", ("force", "yes"))).Lift);
    }

    [Fact]
    public async Task Verb_OnAnIndexThatWasJustMadeAnew_IsRefused_SinceItsStateIsItsPredecessors()
    {
        var fleet = new KnownFleet();
        fleet.Add(VerdictKind.Paused);
        fleet.Remade.Add("bar");

        Assert.StartsWith("It was made anew a moment ago", Assert.Single(await fleet.RefusalsAsync("delete", "bar")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destruction_OnTheActiveSide_IsRefused_ByRecordAsByWhatIsSeen()
    {
        foreach (var (observed, recorded) in new (Side?, Side?)[] { (Side.Away, null), (Side.Home, Side.Away), (null, Side.Away) })
        {
            foreach (var verb in new[] { "delete", "recreate" })
            {
                var fleet = new KnownFleet { Observed = observed, Recorded = recorded };
                fleet.Add(VerdictKind.Paused);

                Assert.Contains("is the active side of the pair orders", Assert.Single(await fleet.RefusalsAsync(verb, "bar")).Why, StringComparison.Ordinal);
            }
        }
    }

    internal static (string, string)[] Wishes(string verb) => verb == "edit" ? [("max_retry_delay", "2s")] : [];

    private static bool Ends(string sentence) => sentence.EndsWith('.') || sentence.EndsWith(')');

    /// <summary>What holds for every plan.</summary>
    private static void Check(Plan plan)
    {
        Assert.Matches("^[0-9a-f]{64}$", plan.Hash);
        Assert.Equal(Enumerable.Range(1, plan.Steps.Count), plan.Steps.Select(step => step.Number));
        Assert.All(plan.Steps, step => Assert.True(step.Words.EndsWith('.') && step.Probe.EndsWith('.') && step.Deadline > TimeSpan.Zero && step.Items.Count > 0 && step.Calls > 0));
        Assert.All(plan.UndoSteps, step => Assert.True(plan.Step(-step.Number) is { } back && back.Member == step.Member && !step.Items.Except(back.Items).Any()));
        Assert.Equal(plan.UndoSteps.Count, plan.UndoSteps.DistinctBy(step => step.Number).Count());
        Assert.All(plan.Steps.SelectMany(step => step.Items), key => Assert.Contains(plan.Items, item => item.Key == key));
        Assert.Equal(["pair/orders", "member/clusterB"], plan.Holds);
        Assert.Equal(plan.Steps.Max(step => step.Class) >= StepClass.Promote ? "bar" : null, plan.ConfirmWith);
        Assert.Equal(plan.Steps.Any(step => step.Class == StepClass.Destroy), plan.Destroys.Count > 0);
        Assert.True(plan.Estimate > TimeSpan.Zero);
        Assert.DoesNotContain(plan.Findings, finding => finding.Passes == false && finding.Title.StartsWith("Rights", StringComparison.Ordinal));
    }
}
