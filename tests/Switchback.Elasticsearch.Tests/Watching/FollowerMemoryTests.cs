using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Tests.Watching;

public sealed class FollowerMemoryTests
{
    private static readonly FollowMapping Known = new("clusterB", "bar", "uuid-b", "clusterA", "foo", "uuid-a", "clusterA", new Dictionary<string, string> { ["max_read_request_size"] = "64mb" });

    /// <summary>After a restart nobody but the journal knows what a follower had that is paused meanwhile.</summary>
    [Fact]
    public void Law10_WhatIsNotSaidAnyMore_StaysAsItWasRestored()
    {
        var memory = new FollowerMemory();
        memory.Restore(Known);

        memory.Note(Known with { FollowerUuid = null, LeaderCluster = null, Parameters = null });

        Assert.Equal(Known, memory.Find("clusterB", "bar"));
        Assert.Empty(memory.TakeChanges().Changed);
    }

    [Fact]
    public void Law10_WhatIsSaidAnew_ReplacesWhatWasRestored_AndIsToBeWrittenDown()
    {
        var memory = new FollowerMemory();
        memory.Restore(Known);
        var changed = Known with { Parameters = new Dictionary<string, string> { ["max_read_request_size"] = "32mb" } };

        memory.Note(changed);

        Assert.Equal(changed, memory.Find("clusterB", "bar"));
        Assert.Equal([changed], memory.TakeChanges().Changed);
    }

    [Fact]
    public void FollowerOfAnotherLeader_TakesNothingOfItsPredecessors()
    {
        var memory = new FollowerMemory();
        memory.Restore(Known);
        var other = Known with { LeaderUuid = "another", Parameters = null };

        memory.Note(other);

        Assert.Null(memory.Find("clusterB", "bar")!.Parameters);
        memory.Forget(other);
        Assert.Null(memory.Find("clusterB", "bar"));
        Assert.Equal([other], memory.TakeChanges().Forgotten);
    }
}
