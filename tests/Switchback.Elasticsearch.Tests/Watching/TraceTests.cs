using System.Text.Json;
using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Tests.Watching;

/// <summary>
/// One real follower under changing load, a pause, a resume, its leader's stop and return, told to the rules as polls of two
/// seconds would have seen it. What was true at each moment stands in the trace itself: the positions of both sides.
/// </summary>
public sealed class TraceTests
{
    private static readonly IReadOnlyList<Sample> Trace = Read();

    private readonly ScriptedFleet _fleet = new();

    [Fact]
    public void Lag_AtEachMoment_IsWhatTheLeaderItselfHasMore()
    {
        foreach (var (sample, item) in Replay(every: 1))
        {
            if (sample.Leader is { } leader)
            {
                Assert.Equal(Math.Max(0, leader - sample.Follower), item.Lag.Operations);
                Assert.False(item.Lag.AtLeast);
            }
            else
            {
                Assert.True(item.Lag.AtLeast, $"at {sample.At} the leader does not answer");
            }
        }
    }

    [Fact]
    public void StatsOfTheFollower_SaidNoLag_WhileOursToldOfHundreds()
    {
        var hidden = Replay(every: 1).Where(step => step.Sample is { StatsLag: 0, Leader: { } leader } && leader - step.Sample.Follower > 100).ToList();

        Assert.NotEmpty(hidden);
        Assert.All(hidden, step => Assert.True(step.Item.Lag.Operations > 100));
    }

    [Fact]
    public void Verdicts_OverTheTrace_TellItsStory()
    {
        var story = new List<VerdictKind>();
        foreach (var (_, item) in Replay(every: 8))
        {
            if (story.Count == 0 || story[^1] != item.Verdict.Kind) story.Add(item.Verdict.Kind);
        }

        Assert.Equal(
            [VerdictKind.Following, VerdictKind.Paused, VerdictKind.Following, VerdictKind.SourceUnreachable, VerdictKind.WaitingToRetry, VerdictKind.Following], story);
    }

    [Fact]
    public void LeaderBack_FollowerAsleep_WaitsToRetryWithALagThatGrowsAndAnAgeThatGrows()
    {
        var asleep = Replay(every: 8).Where(step => step.Item.Verdict.Kind == VerdictKind.WaitingToRetry).Select(step => step.Item).ToList();

        Assert.True(asleep.Count >= 5, $"{asleep.Count} readings");
        Assert.All(asleep, item => Assert.Equal(Remedy.Wake, item.Verdict.Remedy));
        Assert.Equal(asleep.Select(item => item.Lag.Operations).Order(), asleep.Select(item => item.Lag.Operations));
        Assert.Equal(asleep.Select(item => item.Lag.Behind).Order(), asleep.Select(item => item.Lag.Behind));
        Assert.True(asleep[^1].Lag.Behind > TimeSpan.FromSeconds(15));
        Assert.All(asleep, item => Assert.Null(item.Lag.CatchUp));
    }

    [Fact]
    public void SecondsBehind_AtEachPoll_LieBetweenWhatTheReadingsProve()
    {
        var polled = new List<Sample>();
        foreach (var (sample, item) in Replay(every: 8))
        {
            polled.Add(sample);
            if (item.Lag.Behind is not { } behind || sample.Leader is null) continue;
            var inStep = polled.Last(earlier => earlier.Leader is { } leader && leader <= sample.Follower).At;
            var ahead = polled.FirstOrDefault(later => later.At > inStep && later.Leader > sample.Follower)?.At ?? sample.At;
            Assert.InRange(behind.TotalMilliseconds, sample.At - ahead - 1, sample.At - inStep + 1);
        }
    }

    private IEnumerable<(Sample Sample, Item Item)> Replay(int every)
    {
        _fleet.Introduce();
        var began = _fleet.Time.GetUtcNow();
        foreach (var sample in Trace.Where((_, place) => place % every == 0))
        {
            _fleet.Pass((began.AddMilliseconds(sample.At) - _fleet.Time.GetUtcNow()).TotalSeconds);
            if (sample.Leader is { } leader) _fleet.LeaderAt(leader);
            else _fleet.LeaderDown();
            _fleet.FollowerAt([sample.Follower], sample.Task);
            yield return (sample, _fleet.Follower);
        }
    }

    private static List<Sample> Read()
    {
        var samples = new List<Sample>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recordings", "trace-load.jsonl")).Skip(1))
        {
            var root = JsonDocument.Parse(line).RootElement;
            var stats = root.GetProperty("stats");
            var task = stats.ValueKind == JsonValueKind.Null ? null : TaskOf(stats, root.GetProperty("read_exceptions"));
            samples.Add(new Sample(
                root.GetProperty("t_ms").GetInt64(),
                root.GetProperty("leader") is { ValueKind: JsonValueKind.Array } leader ? leader[0].GetInt64() : null,
                root.GetProperty("follower")[1].GetInt64(),
                task,
                stats.ValueKind == JsonValueKind.Null ? null : stats[0].GetInt64() - stats[2].GetInt64()));
        }
        Assert.True(samples.Count > 400);
        return samples;
    }

    private static string TaskOf(JsonElement stats, JsonElement errors) => errors.GetArrayLength() == 0
        ? ScriptedFleet.Task(sinceLastRead: stats[14].GetInt64())
        : ScriptedFleet.Task(sinceLastRead: stats[14].GetInt64(), readError: errors[0][2].GetString(), retries: errors[0][1].GetInt64());

    /// <param name="StatsLag">What the follower's own statistics called its lag.</param>
    private sealed record Sample(long At, long? Leader, long Follower, string? Task, long? StatsLag);
}
