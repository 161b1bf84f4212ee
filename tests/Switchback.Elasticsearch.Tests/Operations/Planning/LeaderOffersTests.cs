using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Tests.Support;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>What somebody who chooses leaders is told, and that the plan then says the same.</summary>
public sealed class LeaderOffersTests
{
    private readonly KnownFleet _fleet = new();

    [Fact]
    public async Task Offers_SayWhatIsTaken_WhatIsClosed_AndWhatToKnowBefore()
    {
        _fleet.Add(name: "orders-copy", leader: "orders");
        _fleet.Add(VerdictKind.Promoted, "old-copy", "old");
        foreach (var leader in new[] { "free", ".security-7", ".ds-logs-2026.03.01-000001" }) _fleet.AddIndex("clusterA", leader);
        _fleet.AddIndex("clusterA", "shut", IndexState.Closed);
        _fleet.DataStreams["clusterA"].Add(new DataStream("logs", [".ds-logs-2026.03.01-000001"], 1, "logs", false));

        var offers = await ReadAsync();

        Assert.Equal([".ds-logs-2026.03.01-000001", ".security-7", "free", "old", "orders", "shut"], offers.All.Select(offer => offer.Name));
        Assert.Equal(["Followed already, as orders-copy.", "Closed: nothing can be copied from it."], offers.All.Select(offer => offer.WhyNot).OfType<string>());
        Assert.Equal([".security-7"], offers.All.Where(offer => offer.IsSpecial).Select(offer => offer.Name));
        Assert.Equal((null, null), (Find(offers, "free").Note, Find(offers, "free").WhyNot));
        Assert.StartsWith("Backs the data stream logs", Find(offers, ".ds-logs-2026.03.01-000001").Note!, StringComparison.Ordinal);
        Assert.Equal("old-copy was made from it and follows nothing any more.", Find(offers, "old").Note);
    }

    [Theory]
    [InlineData("{{leader_index}}-copy", "free,other")]
    [InlineData("taken", "free")]
    [InlineData("shut", "free")]
    [InlineData("Upper-{{leader_index}}", "free")]
    [InlineData("same", "free,other")]
    [InlineData("x-{{leader_index}}", ".ds-odd")]
    [InlineData("{{leader_index}}", "nowhere")]
    public async Task Preview_OfNames_IsWhatThePlanSays(string template, string leaders)
    {
        foreach (var leader in new[] { "free", "other", ".ds-odd" }) _fleet.AddIndex("clusterA", leader);
        _fleet.AddIndex("clusterB", "taken");
        _fleet.AddIndex("clusterB", "shut", IndexState.Closed);

        var names = (await ReadAsync()).Preview(template, leaders.Split(','));

        var obstacles = names.Select(name => name.Obstacle).OfType<Core.Plans.Refusal>().ToList();
        if (obstacles.Count > 0) Assert.Equal(Assert.Single(await _fleet.RefusalsAsync("follow", leaders.Replace(',', ' '), ("remote", "clusterA"), ("name", template))).Why, Assert.Single(obstacles).Why);
        else Assert.Equal((await _fleet.PlanAsync("follow", leaders.Replace(',', ' '), ("remote", "clusterA"), ("name", template))).Items.Select(item => item.Name), names.Select(name => name.Name));
    }

    [Fact]
    public async Task Settings_AreCheckedBeforeThereIsAPlan()
    {
        var offers = await ReadAsync();

        Assert.Empty(offers.SettingsComplaints(""));
        Assert.Empty(offers.SettingsComplaints("""{"index":{"number_of_replicas":0}}"""));
        Assert.Equal("It is no JSON.", Assert.Single(offers.SettingsComplaints("{")).Why);
        Assert.Equal("index.number_of_shards must be what the leader has.", Assert.Single(offers.SettingsComplaints("""{"number_of_shards":3}""")).Why);
    }

    [Fact]
    public async Task Offers_OfAClusterThatIsDown_AreRefusedWithWhatLiftsIt()
    {
        _fleet.Down("clusterA");

        var refused = Assert.IsType<LeadersRead.Refused>(await Catalogue().ReadAsync("clusterB", "clusterA", TestContext.Current.CancellationToken));

        Assert.Equal("Bring clusterA back.", refused.Refusal.Lift);
    }

    private static LeaderOffer Find(LeaderOffers offers, string name) => offers.All.Single(offer => offer.Name == name);

    private LeaderCatalogue Catalogue() => new(_fleet, new SetTime(KnownFleet.Now));

    private async Task<LeaderOffers> ReadAsync() => Assert.IsType<LeadersRead.Read>(await Catalogue().ReadAsync("clusterB", "clusterA", TestContext.Current.CancellationToken)).Offers;
}
