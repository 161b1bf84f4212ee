using System.Globalization;
using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Lab.Truth;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>
/// The app dies before and after every append, every look and every call of every operation, one after the other, and the next one
/// carries the run to the same end: the same world, every effect once, and no call a second time before a look at the first.
/// </summary>
public sealed class CrashWalkTests
{
    private const int MostLives = 6;
    private const int FirstSeed = 20260301;

    /// <summary>How many pairs of deaths of each operation the long run draws.</summary>
    private const int Pairs = 150;

    public static TheoryData<string> Operations => [.. Operation.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public Task Law1_2_DeathAtEveryMoment_EndsInTheSameWorld(string name) =>
        WalkAllAsync(name, moments => Enumerable.Range(0, moments).Select(moment => new[] { moment }));

    [Theory]
    [MemberData(nameof(Operations))]
    [Trait("Run", "long")]
    public Task Law1_2_DeathTwiceByChance_EndsInTheSameWorld(string name)
    {
        var seed = Environment.GetEnvironmentVariable("SWITCHBACK_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : FirstSeed;
        var chance = new Random(seed);
        return WalkAllAsync(name, moments => Enumerable.Range(0, Pairs).Select(_ => chance.Next(moments)).Select(first => new[] { first, first + 1 + chance.Next(moments / 2) }));
    }

    private static async Task WalkAllAsync(string name, Func<int, IEnumerable<int[]>> choose)
    {
        var operation = Operation.All.Single(known => known.Name == name);
        var plan = await operation.PlanAsync();
        var alive = await WalkAsync(operation, plan, [], like: null);
        Assert.True(alive.Phase == RunPhase.Succeeded && alive.Faults.Count == 0, alive.Say("nobody died"));
        Assert.True(alive.Effects.Count > 0 && alive.Effects.Values.All(times => times == 1), alive.Say("an effect was not there once"));

        var deaths = choose(alive.Passed).ToList();
        var reached = 0;
        await Parallel.ForEachAsync(deaths, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (moments, _) =>
        {
            var walk = await WalkAsync(operation, plan, moments, alive);
            if (walk.DiedAt.Count > 0) Interlocked.Increment(ref reached);
            var where = $"{name}, death at moment {string.Join(" and ", moments)} of {alive.Passed} ({string.Join(", ", walk.DiedAt)})";
            Assert.True(walk.Faults.Count == 0, walk.Say($"{where}: {string.Join("; ", walk.Faults)}"));
            Assert.True(walk.Phase == RunPhase.Succeeded, walk.Say($"{where}: it ended {walk.Phase}"));
            Assert.True(walk.Portrait == alive.Portrait, walk.Say($"{where}: another world, instead of\n{alive.Portrait}"));
            Assert.True(walk.Effects.OrderBy(Key).SequenceEqual(alive.Effects.OrderBy(Key)), walk.Say($"{where}: other effects"));
        });
        // A copy that takes one look less has fewer moments: the last ones may not come.
        Assert.True(reached >= deaths.Count * 0.8, $"only {reached} of {deaths.Count} deaths were reached");
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {reached} walks cut off, of {alive.Passed} moments");

        static string Key(KeyValuePair<string, long> effect) => effect.Key;
    }

    private static async Task<Walk> WalkAsync(Operation operation, Plan plan, int[] deaths, Walk? like)
    {
        await using var world = await RunWorld.StartAsync(operation);
        var walk = new Walk();
        for (var number = 1; number <= MostLives; number++)
        {
            var life = world.Begin(number);
            life.Passing = where =>
            {
                if (!walk.IsOver(deaths)) return Task.CompletedTask;
                walk.DiedAt.Add(where);
                life.Die();
                return Task.CompletedTask;
            };
            try
            {
                if (number > 1) await life.Desk.StartAsync(CancellationToken.None);
                var run = life.Book.All.SingleOrDefault() ?? await life.RequestAsync(plan);
                foreach (var person in new[] { RunLife.Approver, RunLife.SecondApprover })
                {
                    if (life.Book.Find(run.Id)!.Run.Phase == RunPhase.AwaitingApproval) await life.Desk.ApproveAsync(person, run.Id, plan.Hash, null);
                }

                await life.WorkAsync();
                life.Live();
                walk.Phase = life.Book.Find(run.Id)!.Run.Phase;
                if (life.Holds.Holders.Count > 0) walk.Faults.Add("a hold was left");
                break;
            }
            catch (OperationCanceledException) when (life.IsDead)
            {
                // The next life takes it from here.
            }
        }

        // What a call that nobody waits for any more still does has an end.
        walk.Portrait = like is null ? await world.PortraitAsync() : await EndsAsync(world, like.Portrait);
        walk.Effects = EffectLog.Applied(world.Pair.Inside);
        walk.Faults.AddRange(world.Log.SentUnseen());
        if (await world.Journal.VerifyAsync() is not Verification.Whole) walk.Faults.Add("the chain is broken");
        walk.Story = world.Log.Story();
        return walk;
    }

    private static async Task<string> EndsAsync(RunWorld world, string like)
    {
        var portrait = "";
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        for (var tries = 0; tries < 200; tries++)
        {
            portrait = await world.PortraitAsync();
            if (portrait == like) break;
            await timer.WaitForNextTickAsync();
        }

        return portrait;
    }

    private sealed class Walk
    {
        private int _passed;

        public int Passed => Volatile.Read(ref _passed);

        public List<string> DiedAt { get; } = [];

        public RunPhase Phase { get; set; }

        public string Portrait { get; set; } = "";

        public string Story { get; set; } = "";

        public IReadOnlyDictionary<string, long> Effects { get; set; } = new Dictionary<string, long>();

        public List<string> Faults { get; } = [];

        /// <summary>One moment more, and whether it is one to die at.</summary>
        public bool IsOver(int[] deaths) => deaths.Contains(Interlocked.Increment(ref _passed) - 1);

        public string Say(string what) => $"{what}\n{Phase}\n{string.Join('\n', Effects)}\n{Portrait}\n{Story}";
    }
}
