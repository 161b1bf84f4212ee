using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>The process dies before and after every append and every call, one after the other; the next one carries the run to the same end.</summary>
public sealed class CrashTests
{
    private static readonly string[] Names = ["a", "b"];

    public static TheoryData<string> Worlds => [.. Enum.GetNames<Fate>()];

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task Law1_2_DeathAtEveryLine_EndsInTheSameWorldWithNoEffectTwice(string first)
    {
        var fate = Enum.Parse<Fate>(first);
        var alive = await WalkAsync(fate, dieAt: null);
        Assert.Empty(alive.Estate.Faults);
        for (var moment = 0; moment < alive.Moments; moment++)
        {
            var walk = await WalkAsync(fate, moment);
            Assert.True(walk.Died, $"moment {moment} was never reached");
            Assert.True(walk.Estate.Faults.Count == 0, $"death at moment {moment}: {string.Join("; ", walk.Estate.Faults)}");
            Assert.True(alive.Portrait == walk.Portrait, $"death at moment {moment}: {walk.Portrait} instead of {alive.Portrait}");
        }
    }

    private static async Task<Walk> WalkAsync(Fate first, int? dieAt)
    {
        var time = new JumpingTime();
        var journal = new MemoryJournal(time);
        var estate = new Estate();
        var walk = new Walk { Estate = estate };
        string? id = null;
        Plan? plan = null;
        for (var life = 1; life < 10; life++)
        {
            var driver = new TapeDriver(estate);
            var self = new Life(journal, driver, time, $"life-{life}") { Settings = new RunSettings { MostAttempts = 4 } };
            // The first call of the promotion meets its fate; all others are good.
            driver.Fate = (step, item) => step.Number == 3 && item == "away/a" && walk.Met++ == 0 ? (first, 2) : (Fate.Good, 0);
            plan ??= Plans.Promotion(driver, time.GetUtcNow(), Names);
            driver.Before = _ => Pass();
            driver.After = _ => Pass();
            self.Journal.Before = Pass;
            self.Journal.After = Pass;
            try
            {
                if (life > 1) await self.Desk.StartAsync(CancellationToken.None);
                id = self.Book.All.SingleOrDefault()?.Id ?? (await self.RequestAsync(plan)).Id;
                if (self.Book.Find(id)!.Run.Phase == RunPhase.AwaitingApproval) await self.Desk.ApproveAsync(Life.Approver, id, plan.Hash, null);
                await self.WorkAsync();
                self.Live();
                if (self.Book.Find(id)!.Run.Phase == RunPhase.NeedsHuman)
                {
                    await self.Desk.RetryAsync(Life.Operator, id);
                    await self.WorkAsync();
                    self.Live();
                }
            }
            catch (OperationCanceledException)
            {
                continue;
            }

            var run = self.Book.Find(id)!.Run;
            walk.Portrait = $"{run.Phase} {string.Join(' ', Enumerable.Range(1, 4).SelectMany(step => Names.Select(name => estate.IsThere(step, $"away/{name}") ? 1 : 0)))}";
            return walk;

            void Pass()
            {
                if (walk.Moments++ == dieAt)
                {
                    walk.Died = true;
                    self.Die();
                }
            }
        }

        walk.Portrait = "it never came to an end";
        return walk;
    }

    private sealed class Walk
    {
        public required Estate Estate { get; init; }

        public int Moments { get; set; }

        public int Met { get; set; }

        public bool Died { get; set; }

        public string Portrait { get; set; } = "";
    }
}
