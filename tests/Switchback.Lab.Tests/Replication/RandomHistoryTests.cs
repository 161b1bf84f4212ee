using System.Text;
using Switchback.Lab.Documents;
using Switchback.Lab.Indices;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Tests.Replication;

/// <summary>Whatever happens to it, a follower is never silently different from its leader: it catches up or says that it cannot.</summary>
public sealed class RandomHistoryTests
{
    private const int Groups = 10;
    private const int InEach = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Groups).Select(group => group * InEach)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Follower_AfterAnyHistory_IsEqualOrFatal(int first)
    {
        var fatal = 0;
        for (var seed = first; seed < first + InEach; seed++)
            if (await EndsFatalAsync(seed))
                fatal++;

        // A game in which nobody is ever lost, or everybody is, would prove little.
        Assert.InRange(fatal, 1, InEach - 1);
    }

    private static async Task<bool> EndsFatalAsync(int seed)
    {
        using var world = new TwoClusters(seed);
        var history = new RandomHistory(world, seed);

        await history.LiveAsync();

        var told = $"seed {seed}: {history.Story}";
        Assert.True(world.Lab.Faults.IsEmpty, $"{told}; fault: {world.Lab.Faults.FirstOrDefault()}");
        Assert.False(history.BrokeALease, $"{told}: a merge took what a lease retained");
        var statuses = world.Statuses();
        Assert.True(statuses.Count == world.Leader!.Shards.Count, $"{told}: {statuses.Count} tasks at the end, last refused: {world.LastRefusal}");
        for (var i = 0; i < statuses.Count; i++)
        {
            if (statuses[i].Fatal is { } fatal)
            {
                Assert.True(history.FellOutOfReach, $"{told}: fatal though nothing was lost: {fatal.Reason}");
                Assert.Contains(fatal.Metadata, pair => pair.Key == "requested_operations_missing");
            }
            else
            {
                Assert.True(statuses[i].ReadFailures.Count == 0, $"{told}: still failing: {statuses[i].ReadFailures.Values.FirstOrDefault()?.Exception.Reason}");
                var (leader, follower) = (Describe(world.Leader.Shards[i]), Describe(world.Follower!.Shards[i]));
                Assert.True(leader == follower, $"{told}: shard {i} differs\n{leader}\n{follower}\n{Tell(statuses[i])}");
            }
        }
        return statuses.Any(status => status.Fatal is not null);
    }

    private static string Tell(ShardFollowerStatus status) => string.Join(", ", typeof(ShardFollowerStatus).GetProperties()
        .Where(property => property.PropertyType.IsPrimitive).Select(property => $"{property.Name} {property.GetValue(status)}"));

    private static string Describe(Shard shard)
    {
        shard.Store.Refresh();
        var text = new StringBuilder($"{shard.Store.GlobalCheckpoint}/{shard.Store.MaxSeqNo}");
        foreach (var document in shard.Store.Visible().OrderBy(document => document.Id, StringComparer.Ordinal))
            text.Append($"|{document.Id}@{document.SeqNo}v{document.Version}={Encoding.UTF8.GetString(document.Source.Span)}");
        return text.ToString();
    }
}
