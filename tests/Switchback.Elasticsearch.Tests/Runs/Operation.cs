using Switchback.Core.Plans;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Elasticsearch.Tests.Operations.Planning;
using Switchback.Elasticsearch.Wire;
using Switchback.Lab.Clusters;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>One thing that can be asked for, and the world that it is asked in.</summary>
/// <param name="Name">What it is called in a test's name.</param>
/// <param name="Verb">As it is asked for.</param>
/// <param name="Items">Their names, apart by blanks.</param>
/// <param name="Prepare">Makes the world.</param>
/// <param name="Parameters">As they are given.</param>
internal sealed record Operation(string Name, string Verb, string Items, Func<LabPair, Task> Prepare, params (string Name, string Value)[] Parameters)
{
    public static readonly IReadOnlyList<Operation> All =
    [
        new("pause", "pause", "bar0 bar1", pair => FollowAsync(pair, 2)),
        new("resume", "resume", "bar0 bar1", pair => PauseAsync(pair, 2), ("max_retry_delay", "3s")),
        new("close", "close", "bar0 bar1", pair => PauseAsync(pair, 2)),
        new("open", "open", "bar0 bar1", pair => CloseAsync(pair, 2)),
        new("promote", "unfollow", "bar0 bar1", pair => FollowAsync(pair, 2)),
        new("promote, leader gone", "unfollow", "bar0 bar1", pair => FollowAsync(pair, 2)) { Then = pair => pair.SteerAsync("/clusters/clusterA/stop") },
        new("follow", "follow", "foo0 foo1", pair => MakeAsync(pair, 2), ("remote", "clusterA"), ("name", "{{leader_index}}-copy"), ("max_retry_delay", "3s")),
        new("follow missed", "follow-missed", "*", MissAsync, ("pattern", "foos")),
        new("edit", "edit", "bar0", pair => FollowAsync(pair, 1), ("max_retry_delay", "3s")),
        new("restart", "restart", "bar0", FailAsync),
        new("recreate", "recreate", "bar0", FailAsync),
        new("recreate the long way", "recreate", "bar0", FailAsync, ("way", "long")),
        new("delete", "delete", "bar0 bar1", pair => PauseAsync(pair, 2)),
        new("forget", "forget", "*", OrphanAsync) { Member = "clusterA" },
    ];

    public string Member { get; init; } = "clusterB";

    /// <summary>What happens to the world after the plan was made.</summary>
    public Func<LabPair, Task>? Then { get; init; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<Plan>? _plan;

    /// <summary>The plan for it, made once by the planner over a lab that is watched as the app watches its clusters.</summary>
    public Task<Plan> PlanAsync()
    {
        lock (Prepare) return _plan ??= MakePlanAsync();
    }

    private async Task<Plan> MakePlanAsync()
    {
        await using var lab = await PlannedLab.StartAsync(Profile.Newest.Version.ToString());
        await Prepare(lab.Pair);
        var outcome = await LabPair.UntilAsync(
            async () => await lab.AskAsync(Verb, Member, Items, Parameters) is PlanOutcome.Made { Plan: var plan } && (Items == "*" || plan.Items.Count == Items.Split(' ').Length) ? plan : null, plan => plan is not null);
        return outcome!;
    }

    private static async Task MakeAsync(LabPair pair, int count)
    {
        for (var i = 0; i < count; i++) await pair.MakeAsync($"foo{i}", 3);
    }

    private static async Task FollowAsync(LabPair pair, int count)
    {
        for (var i = 0; i < count; i++) await pair.FollowAsync($"foo{i}", $"bar{i}", 3);
        // What the copy did not bring comes with the first reads: a world in which it is on its way is not the same twice.
        await LabPair.UntilAsync(
            () => pair.Inside.Loop.InvokeAsync(() => Enumerable.Range(0, count).All(i => pair.Inside["clusterB"].State.Find($"bar{i}")!.Shards[0].Store.Live().Count() == 3)), isSo => isSo);
    }

    private static async Task PauseAsync(LabPair pair, int count)
    {
        await FollowAsync(pair, count);
        for (var i = 0; i < count; i++) LabPair.Done(await pair.B.Following.PauseAsync($"bar{i}", Cancel));
    }

    private static async Task CloseAsync(LabPair pair, int count)
    {
        await PauseAsync(pair, count);
        LabPair.Done(await pair.B.Indices.CloseAsync([.. Enumerable.Range(0, count).Select(i => $"bar{i}")], Cancel));
    }

    private static async Task FailAsync(LabPair pair)
    {
        await FollowAsync(pair, 1);
        await pair.SteerAsync("/followers/fail", """{"cluster":"clusterB","index":"bar0","shard":0,"type":"illegal_state_exception","reason":"it broke"}""");
    }

    private static async Task MissAsync(LabPair pair)
    {
        await pair.MakeAsync("foo0", 3);
        LabPair.Done(await pair.B.Patterns.PutAsync("foos", new PatternOrder("clusterA", ["foo*"], [], "{{leader_index}}-copy", new FollowParameters { MaxRetryDelay = "7s" }), Cancel));
    }

    private static async Task OrphanAsync(LabPair pair)
    {
        await PauseAsync(pair, 2);
        LabPair.Done(await pair.B.Indices.DeleteAsync(["bar0", "bar1"], Cancel));
    }
}
