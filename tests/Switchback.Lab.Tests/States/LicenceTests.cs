using Switchback.Lab.Tests.Replication;

namespace Switchback.Lab.Tests.States;

/// <summary>Contract 2.0: what a licence that lapses on either side refuses, and what it leaves alone.</summary>
public sealed class LicenceTests(StateLabs labs) : IClassFixture<StateLabs>
{
    private const string Pattern = """{"remote_cluster":"clusterA","leader_index_patterns":["a-*"]}""";

    private const string Local = "current license is non-compliant for [ccr]";

    private const string Remote = " as the remote cluster [clusterA] is not licensed for [ccr]; the license mode [BASIC] on cluster [clusterA] does not enable [ccr]";

    private static readonly CallTable OfTheFollower = new CallTable()
        .Call("PUT /{bar}/_ccr/follow", Pair.FollowBody).Refuses("N P UC", 403, "security_exception", Local)
        .Call("POST /{bar}/_ccr/resume_follow").Refuses("N P G", 403, "security_exception", Local)
        .Call("PUT /_ccr/auto_follow/p", Pattern).Refuses("N", 403, "security_exception", Local)
        .Call("GET /_ccr/stats").Refuses("N A", 403, "security_exception", Local)
        .Call("GET /{bar}/_ccr/stats").Refuses("N A P", 403, "security_exception", Local)
        .Call("GET /{bar}/_ccr/info").Answers("A P", 200, "\"follower_index\":\"{bar}\"")
        .Call("POST /{bar}/_ccr/pause_follow").Answers("A F", 200, "\"acknowledged\":true")
        .Call("POST /{bar}/_ccr/unfollow").Answers("PC", 200, "\"acknowledged\":true")
        .Call("GET /_ccr/auto_follow").Answers("N", 200, """{"patterns":[]}""")
        .Call("DELETE /_ccr/auto_follow/p").Refuses("N", 404, "resource_not_found_exception", "auto-follow pattern [p] is missing")
        .Call("POST /_ccr/auto_follow/p/pause").Refuses("N", 404, "resource_not_found_exception", "auto-follow pattern [p] is missing")
        .Call("POST /_ccr/auto_follow/p/resume").Refuses("N", 404, "resource_not_found_exception", "auto-follow pattern [p] is missing");

    private static readonly CallTable OfTheLeader = new CallTable()
        .Call("PUT /{bar}/_ccr/follow", Pair.FollowBody).Refuses("N UC G", 400, "status_exception", "can not fetch remote index [clusterA:{foo}] metadata" + Remote)
        .Call("POST /{bar}/_ccr/resume_follow").Refuses("P PC A", 400, "status_exception", "can not fetch remote index [clusterA:{foo}] metadata" + Remote)
        .Call("PUT /_ccr/auto_follow/p", Pattern).Refuses("N", 400, "status_exception", "can not fetch remote cluster state" + Remote)
        .Call("GET /{bar}/_ccr/stats").Answers("A", 200, "\"follower_index\":\"{bar}\"")
        .Call("POST /{bar}/_ccr/pause_follow").Answers("A", 200, "\"acknowledged\":true")
        .Call("POST /{bar}/_ccr/unfollow").Answers("PC", 200, "\"acknowledged\":true");

    public static TheoryData<string> FollowerCases => OfTheFollower.Names;

    public static TheoryData<string> LeaderCases => OfTheLeader.Names;

    [Theory, MemberData(nameof(FollowerCases))]
    public Task Call_FollowersLicenceBasic_AnsweredAsTheTableSays(string name) => CheckAsync(OfTheFollower[name], "clusterB");

    [Theory, MemberData(nameof(LeaderCases))]
    public Task Call_LeadersLicenceBasic_AnsweredAsTheTableSays(string name) => CheckAsync(OfTheLeader[name], "clusterA");

    [Theory]
    [InlineData("7.8.1", "clusterA")]
    [InlineData("7.8.1", "clusterB")]
    [InlineData("9", "clusterA")]
    [InlineData("9", "clusterB")]
    public async Task Licence_Lapses_WhatFollowsGoesOn(string version, string where)
    {
        await using var pair = await labs.BringAsync(version, FollowerState.A);
        await LicenceAsync(pair, where, "basic");

        await pair.WriteAsync(3, 2);
        await pair.CaughtUpAsync(5);

        Assert.Equal("5", (await pair.OnB("GET /{bar}/_count")).TextAt("count"));
        await LicenceAsync(pair, where, "trial");
    }

    private async Task CheckAsync((string Version, FollowerState State, CallRow Row) one, string where)
    {
        await using var pair = await labs.BringAsync(one.Version, one.State);
        await LicenceAsync(pair, where, "basic");
        try
        {
            var answer = await pair.OnB(one.Row.Call, one.Row.Body);

            one.Row.Check(pair, answer);
            if (one.Row.Status == 403) Assert.Equal("ccr", answer.TextAt("error/license.expired.feature"));
        }
        finally
        {
            await LicenceAsync(pair, where, "trial");
        }
    }

    private static Task LicenceAsync(Pair pair, string where, string type) =>
        Pair.DoneAsync(pair.OnB($"POST /_lab/clusters/{where}/licence", $$"""{"type":"{{type}}"}"""));
}
