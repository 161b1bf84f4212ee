using Microsoft.Extensions.Configuration;
using Switchback.Core.Settings;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Rehearsal;

namespace Switchback.Dashboard.Tests.Configuration;

public sealed class SwitchbackSettingsTests
{
    [Fact]
    public void Read_NothingConfigured_IsTheLabsPair()
    {
        var settings = SwitchbackSettings.Read(new ConfigurationManager());

        Assert.Equal([new LabAddress("clusterA", 9211), new LabAddress("clusterB", 9212)], settings.Lab);
        Assert.Equal(["http://127.0.0.1:9211/", "http://127.0.0.1:9212/"], settings.Clusters.SelectMany(cluster => cluster.Urls).Select(url => url.AbsoluteUri));
        var pair = Assert.Single(settings.Pairs);
        Assert.Equal(("orders", "elasticsearch", "clusterA", "clusterB"), (pair.Id, pair.System, pair.Home, pair.Away));
    }

    [Fact]
    public void Read_ClustersConfigured_KnowsOfNoLab()
    {
        var settings = SwitchbackSettings.Read(new ConfigurationManager { ["Clusters:east:Urls"] = "https://east.example:9200" });

        Assert.Null(settings.Lab);
        Assert.Equal(["east"], settings.Clusters.Select(cluster => cluster.Name));
        Assert.Empty(settings.Pairs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("clusterA:9211")]
    [InlineData("clusterA:9211,clusterA:9212")]
    [InlineData("clusterA:9211,clusterB:9211")]
    [InlineData("clusterA:0,clusterB:9211")]
    [InlineData("clusterA:9211,clusterB:99999")]
    [InlineData("clusterA,clusterB")]
    [InlineData("a:1,b:2,c:3")]
    public void Read_LabOfAnythingButTwoClusters_NamesTheKey(string clusters)
    {
        var refused = Assert.Throws<SettingsException>(() => SwitchbackSettings.Read(new ConfigurationManager { [LabAddress.SettingsKey] = clusters }));

        Assert.Equal(LabAddress.SettingsKey, Assert.Single(refused.Faults).Key);
    }
}
