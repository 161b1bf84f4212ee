using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Recorded;

/// <summary>What each refusal that two real clusters gave means for a call with effect.</summary>
public sealed class RecordedOutcomeTests
{
    private static readonly WireRequest AnyEffect = FollowRequests.Pause("x");

    /// <summary>Call, status, type, fault, meaning: every combination there is in the recordings.</summary>
    private static readonly string[] Expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "outcomes.txt"));

    [Fact]
    public void Outcomes_OfEveryRecordedRefusal_AreAsListed()
    {
        var found = Recordings.Steps.Where(step => step.Method != "GET" && step.Status >= 400).Select(Line).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Expected, found);
    }

    [Theory]
    [InlineData("leader-stops-failover-failback", 22, "clusterB/orders2/")]
    public void Unfollow_WithTheLeaderDown_IsUnknownAndOwesTheLeases(string file, int step, string lease)
    {
        var unknown = Assert.IsType<Effect<Acknowledged>.Unknown>(EffectRules.Judge<Acknowledged>(FaultOf(Recordings.Step(file, step))));

        var owed = Assert.Single(unknown.LeasesOwed);
        Assert.StartsWith(lease, owed.ToString(), StringComparison.Ordinal);
        Assert.Equal(("clusterB", "orders2", "clusterA", "orders"), (owed.FollowerCluster, owed.FollowerIndex, owed.Remote, owed.LeaderIndex));
    }

    [Fact]
    public void Refusals_EveryRecordedOne_AreUnderstoodAsErrors()
    {
        var mute = Recordings.Steps.Where(step => step.Status >= 400 && step.Text.Contains("\"error\""))
            // A reason can be null: forget_follower without its fields.
            .Where(step => FaultOf(step).ErrorOrNull is not ({ Reason.Length: > 0 } or { Type: "null_pointer_exception" }));

        Assert.Empty(mute);
    }

    private static string Line(RecordedStep step)
    {
        var fault = FaultOf(step);
        var meaning = EffectRules.Judge<Acknowledged>(fault, inStages: step.Path.Contains("/_ccr/follow?wait_for_active_shards"));
        return $"{Call(step)}{(step.Path.Contains("?wait_for_active_shards") ? " waiting" : "")} {step.Status} {fault.ErrorOrNull!.Type} {fault.GetType().Name} {meaning.GetType().Name}";
    }

    private static string Call(RecordedStep step)
    {
        var parts = step.PathOnly.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var verb = parts.LastOrDefault(part => part.StartsWith('_') && part is not ("_bar" or "_q")) ?? "";
        if (verb == "_ccr") verb += "/" + parts[^1];
        if (parts is ["_ccr", "auto_follow", ..]) verb = "_ccr/auto_follow" + (parts.Length == 4 ? "/" + parts[3] : "");
        return $"{step.Method} {verb}".TrimEnd();
    }

    private static Fault FaultOf(RecordedStep step)
    {
        using var reply = Some.Reply(step.Status, step.Text);
        return Triage.Judge(reply, AnyEffect, new ServerVersion(7, 8, 1), "127.0.0.1:9201") ?? throw new InvalidOperationException($"{step} is no refusal.");
    }
}
