using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;
using Switchback.Lab.Hosting;

namespace Switchback.Elasticsearch.Tests.Lab;

/// <summary>Credentials and licences, on the oldest and the newest server there is a lab of.</summary>
public sealed class AccessTests
{
    public static TheoryData<string> Versions => FollowingTests.Versions;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Access_OfTheSuperuser_HasEveryPrivilege(string version)
    {
        await using var pair = await LabPair.StartAsync(version, withRemote: false, superuser: new Superuser("root", "rootroot"));

        var me = LabPair.Value(await pair.A.Access.WhoAmIAsync(Power.Operate, Cancel));
        var may = LabPair.Value(await pair.A.Access.PrivilegesAsync(Power.Operate, ["manage_ccr"], ["foo"], ["manage_follow_index", "indices:admin/open"], Cancel));

        Assert.Equal(("root", true), (me.Username, me.Enabled));
        Assert.True(may.HasAll && may.Has("manage_ccr") && may.Has("foo", "indices:admin/open"));
        Assert.False(may.Has("nothing") || may.Has("bar", "manage_follow_index"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Licence_ThatDropsToBasic_IsNamedByTheFault(string version)
    {
        await using var pair = await LabPair.StartAsync(version);
        await pair.FollowAsync("foo", "bar");
        await pair.SteerAsync("/clusters/clusterB/licence", """{"type":"basic"}""");

        var stats = await pair.B.Following.StatsAsync(new Reading.FollowStatsReader(), new Reading.FollowStats(), Cancel);

        Assert.IsType<Fault.NotLicensed>(Assert.IsType<Answer<Reading.FollowStats>.Failure>(stats).Fault);
        Assert.False(LabPair.Value(await pair.B.Self.LicenseAsync(Cancel)).GrantsFollowing);
        Assert.Single(LabPair.Value(await pair.B.Following.InfoAsync(Cancel)));
    }
}
