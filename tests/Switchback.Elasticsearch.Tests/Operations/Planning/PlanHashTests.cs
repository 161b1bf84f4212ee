using System.Diagnostics;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>The same facts give the same plan, other facts another; and ten thousand items take no longer than a person waits.</summary>
public sealed class PlanHashTests
{
    [Theory]
    [InlineData("pause", VerdictKind.Following)]
    [InlineData("unfollow", VerdictKind.Following)]
    [InlineData("recreate", VerdictKind.Failed)]
    [InlineData("delete", VerdictKind.Paused)]
    public async Task Hash_OfTheSameFacts_IsTheSame_WhateverTheOrderOfTheNames(string verb, VerdictKind kind)
    {
        var fleet = new KnownFleet();
        fleet.Add(kind, "a", "la");
        fleet.Add(kind, "b", "lb");

        var one = await fleet.PlanAsync(verb, "a b");
        var other = await fleet.PlanAsync(verb, "b a b");

        Assert.Equal(one.Hash, other.Hash);
        Assert.NotEqual(one.Id, other.Id);
    }

    public static TheoryData<string> Changes => ["identity", "leader", "parameters", "state", "pair", "more"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Hash_OfAnotherFact_IsAnother(string change)
    {
        var fleet = new KnownFleet();
        fleet.Add(name: "a", leader: "la");
        var before = await fleet.PlanAsync("unfollow", "a");
        var item = fleet.Items[0];
        switch (change)
        {
            case "identity":
                fleet.Items[0] = Like(item, identity: "another");
                break;
            case "leader":
                fleet.Items[0] = Like(item, source: item.Source with { Identity = "another" });
                break;
            case "parameters":
                fleet.Memory[0] = fleet.Memory[0] with { Parameters = FollowValues.Effective(new Dictionary<string, string> { ["max_retry_delay"] = "4s" }) };
                break;
            case "state":
                fleet.Items[0] = Like(item, kind: VerdictKind.Paused);
                break;
            case "pair":
                fleet.Items[0] = Like(item, pair: "others");
                break;
            default:
                fleet.Add(name: "b", leader: "lb");
                break;
        }

        Assert.NotEqual(before.Hash, (await fleet.PlanAsync("unfollow", change == "more" ? "a b" : "a")).Hash);
    }

    [Fact]
    public async Task Hash_OfWhatMerelyMoves_StaysTheSame()
    {
        var fleet = new KnownFleet();
        fleet.Add(name: "a", leader: "la", lag: new Lag(3));
        var before = await fleet.PlanAsync("unfollow", "a");
        fleet.Items[0] = Like(fleet.Items[0], kind: VerdictKind.Lagging);

        Assert.Equal(before.Hash, (await fleet.PlanAsync("unfollow", "a")).Hash);
    }

    [Fact]
    public async Task Plan_OfTenThousandFollowers_AsksNoMoreThanForOneAndIsThereInSeconds()
    {
        var fleet = new KnownFleet();
        for (var i = 0; i < 10_000; i++) fleet.Items.Add(Many(i));
        foreach (var item in fleet.Items) fleet.Memory.Add(new FollowMapping("clusterB", item.Name, item.Identity, "clusterA", item.Source.Name, item.Source.Identity!, "clusterA", FollowValues.Defaults));
        var names = fleet.Items.Select(item => new ItemName(item.Member, item.Name)).ToList();
        await fleet.AskAsync("unfollow", names.Take(100));
        var reads = fleet.Reads;

        var best = TimeSpan.MaxValue;
        Plan? plan = null;
        for (var round = 0; round < 3; round++)
        {
            var began = Stopwatch.GetTimestamp();
            plan = KnownFleet.Made(await fleet.AskAsync("unfollow", names));
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
        }

        Assert.Equal((10_000, 301), (plan!.Items.Count, plan.Steps.Count));
        Assert.InRange(fleet.Reads, reads + 3, reads * 4);
        // A third of a second on a quiet machine; what grows with the square of the items would take minutes.
        Assert.True(best < TimeSpan.FromSeconds(10), $"{best.TotalMilliseconds:0} ms");
    }

    [Fact]
    public void Remedies_LeadToTheVerbThatCarriesThemOut()
    {
        Assert.Equal("wake", RemedyVerb.Of(Remedy.Wake)?.Verb);
        Assert.Equal("resume", RemedyVerb.Of(Remedy.OpenAndResume)?.Verb);
        Assert.Equal("unfollow", RemedyVerb.Of(Remedy.FinishPromotion)?.Verb);
        Assert.Null(RemedyVerb.Of(Remedy.Wait));
        Assert.Null(RemedyVerb.Of(Remedy.RepairLink));
        var missing = new Item { Member = "clusterB", Name = "logs-copy", Source = new Source("far", "logs", null), Verdict = new Verdict(VerdictKind.NotFollowed, Remedy: Remedy.StartCopy) };
        var (verb, parameters, name) = RemedyVerb.Of(missing)!.Value;
        Assert.Equal(("follow", "far", "logs-copy", "logs"), (verb, parameters["remote"], parameters["name"], name));
        var planner = new OperationPlanner(new KnownFleet(), (_, _) => [], TimeProvider.System);
        Assert.All(Enum.GetValues<Remedy>().Select(RemedyVerb.Of).OfType<(string Verb, IReadOnlyDictionary<string, string>)>(),
            found => Assert.True(found.Verb == "wake" || planner.Operations.Any(operation => operation.Verb == found.Verb)));
    }

    private static Item Many(int i) => new()
    {
        Member = "clusterB",
        Name = $"bar-{i:00000}",
        Identity = $"uuid-of-bar-{i:00000}",
        Pair = "orders",
        Source = new Source("clusterA", $"foo-{i:00000}", "clusterA", $"uuid-of-foo-{i:00000}"),
        Verdict = Verdict.Following,
        Parts = 1,
        Bytes = 1000,
        Lag = new Lag(0),
    };

    private static Item Like(Item item, string? identity = null, Source? source = null, VerdictKind? kind = null, string? pair = null) => new()
    {
        Member = item.Member,
        Name = item.Name,
        Identity = identity ?? item.Identity,
        Pair = pair ?? item.Pair,
        Source = source ?? item.Source,
        Verdict = kind is { } now ? new Verdict(now) : item.Verdict,
        Parts = item.Parts,
        Bytes = item.Bytes,
        Lag = item.Lag,
    };
}
