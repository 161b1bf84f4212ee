using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>The same engine carries a system that has nothing in common with the first through all phases of a failback.</summary>
public sealed class SecondSystemTests
{
    private static readonly Fate[] Fates = [Fate.LostBefore, Fate.LostAfter, Fate.Late, Fate.RejectedAfter, Fate.Postponed, Fate.EmptyYes];

    public static TheoryData<string, string> Calls()
    {
        var calls = new TheoryData<string, string>();
        calls.Add("preserve", nameof(Fate.Good));
        foreach (var phase in (string[])["preserve", "reseed", "close-route", "promote", "route", "re-protect"])
        {
            foreach (var fate in Fates) calls.Add(phase, fate.ToString());
        }

        return calls;
    }

    [Fact]
    public async Task Failback_OfAWholeEstate_GoesThroughAllPhasesInOrder()
    {
        var walk = await WalkAsync(_ => Fate.Good, dieAt: null);

        Assert.Equal(Home, walk.Portrait);
        Assert.Empty(walk.World.Faults);
        var run = walk.Run!;
        Assert.Equal(Enumerable.Range(1, StreamWorld.Phases.Length), run.Finished.OrderBy(step => step.Value).ThenBy(step => step.Key).Select(step => step.Key));
        Assert.True(run.EndedAt - run.StartedAt > TimeSpan.FromHours(1), "it did not wait until the copy had caught up");
        var report = RunReport.Of(run.Id, walk.Events())!.ToMarkdown();
        Assert.All(StreamWorld.Phases, phase => Assert.Contains(phase, report));
        Assert.Contains("STREAM promote AS OF latest", report);
        Assert.DoesNotContain("Guards set aside", report);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Law1_2_DeathAtEveryLine_WhateverBecomesOfACall_EndsAtHomeWithNothingTwice(string phase, string name)
    {
        var fate = Enum.Parse<Fate>(name);
        var alive = await WalkAsync(Once(phase, fate), dieAt: null);
        Assert.Equal(Home, alive.Portrait);
        // Every line where all goes well; where a call meets its fate, every fourth from another one on for each fate.
        var (from, every) = fate == Fate.Good ? (0, 1) : ((int)fate % 4, 4);
        for (var moment = from; moment < alive.Moments; moment += every)
        {
            var walk = await WalkAsync(Once(phase, fate), moment);
            Assert.True(walk.Died && walk.Portrait == Home && walk.World.Faults.Count == 0, $"death at {moment}: {walk.Portrait}; {string.Join("; ", walk.World.Faults)}");
        }
    }

    [Theory]
    [InlineData("look catch-up", "away, stream none")]
    [InlineData("look drain", "away, stream none")]
    [InlineData("look verify", "home, stream home>away")]
    public async Task Law8_Abort_LeavesClientsWhereTheyWere_OrIsRefusedPastTheTakeover(string when, string end)
    {
        var walk = await WalkAsync(_ => Fate.Good, dieAt: null, abortAt: when);

        Assert.Empty(walk.World.Faults);
        Assert.Equal(end, $"{walk.World.Route}, stream {walk.World.Stream ?? "none"}");
        Assert.Equal(when == "look verify" ? RunPhase.Succeeded : RunPhase.Aborted, walk.Run!.Phase);
    }

    [Fact]
    public void Core_ForASecondSystem_NeedsNothingOfTheFirst()
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!).ToList();

        Assert.DoesNotContain(loaded, name => name.StartsWith("Switchback.Elasticsearch", StringComparison.Ordinal) || name.StartsWith("Elastic.", StringComparison.Ordinal));
        Assert.DoesNotContain(typeof(SecondSystemTests).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Switchback.Elasticsearch", StringComparison.Ordinal));
    }

    private const string Home = "Succeeded: home, writable, stream home>away";

    private static Func<string, Fate> Once(string phase, Fate fate)
    {
        var met = false;
        return kind =>
        {
            if (kind != phase || met) return Fate.Good;
            met = true;
            return fate;
        };
    }

    private static async Task<Walk> WalkAsync(Func<string, Fate> fates, int? dieAt, string? abortAt = null)
    {
        var time = new JumpingTime();
        var journal = new MemoryJournal(time);
        var walk = new Walk { World = new StreamWorld(time), Journal = journal };
        string? id = null;
        for (var life = 1; life < 6; life++)
        {
            var driver = new StreamDriver(walk.World) { FateOf = fates };
            var self = new Life(journal, driver, time, $"life-{life}") { Settings = new RunSettings { LongestWait = TimeSpan.FromMinutes(2) } };
            driver.Before = what =>
            {
                Agree();
                if (what == abortAt && id is not null && self.Book.Find(id) is { Run.IsAborting: false }) self.Desk.AbortAsync(Life.Operator, id, "enough").GetAwaiter().GetResult();
                Pass();
            };
            driver.After = _ => Pass();
            self.Journal.Before = Pass;
            self.Journal.After = Pass;
            try
            {
                if (life > 1) await self.Desk.StartAsync(CancellationToken.None);
                id = self.Book.All.SingleOrDefault()?.Id ?? (await self.RequestAsync(driver.Plan(new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero)))).Id;
                Agree();
                await self.WorkAsync();
                self.Live();
            }
            catch (OperationCanceledException)
            {
                continue;
            }

            walk.Run = self.Book.Find(id)!.Run;
            walk.Portrait = $"{walk.Run.Phase}: {walk.World.Route}, {(walk.World.IsHomeWritable ? "writable" : "not writable")}, stream {walk.World.Stream ?? "none"}";
            return walk;

            // Approvals last an hour and the copy takes longer: each gate is agreed to when it is reached.
            void Agree()
            {
                if (id is null || self.IsDead || self.Book.Find(id)?.Run is not { } run || run.Phase.IsOver()) return;
                if (run.Phase == RunPhase.AwaitingApproval || run.Says is not null) self.Desk.ApproveAsync(Life.Approver, id, run.Plan.Hash, null).GetAwaiter().GetResult();
            }

            void Pass()
            {
                if (dieAt is not null && walk.Moments == dieAt && !walk.Died)
                {
                    walk.Moments++;
                    walk.Died = true;
                    self.Die();
                }

                walk.Moments++;
            }
        }

        walk.Portrait = "it never came to an end";
        return walk;
    }

    private sealed class Walk
    {
        public required StreamWorld World { get; init; }

        public required MemoryJournal Journal { get; init; }

        public Run? Run { get; set; }

        public int Moments { get; set; }

        public bool Died { get; set; }

        public string Portrait { get; set; } = "";

        public IReadOnlyList<JournalEvent> Events() => [.. Journal.ReadStreamAsync(Core.Runs.Run.StreamOf(Run!.Id)).ToBlockingEnumerable()];
    }
}
