namespace Switchback.Lab.Tests.Security;

/// <summary>A table needs several actions; whoever may do none of them is told of the first.</summary>
public sealed class CatRightsTests
{
    [Fact]
    public async Task Cat_ByWhoeverMayNothing_NamesTheFirstActionOfEachTable()
    {
        await using var lab = await GuardedLab.StartAsync();
        var nobody = await lab.UserAsync("nobody", """{"cluster":[]}""");

        foreach (var table in new[] { "nodes", "shards", "shards/i", "segments", "allocation", "plugins", "master" })
        {
            var answer = await lab.SendAsync(nobody, $"GET /_cat/{table}");
            Assert.Equal((403, "action [cluster:monitor/state] is unauthorized for user [nobody]"), (answer.Status, answer.Reason));
        }
    }
}
