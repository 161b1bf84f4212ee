using Switchback.Lab.Documents;

namespace Switchback.Lab.Tests.Documents;

public sealed class DocumentRoutingTests
{
    [Theory]
    [InlineData(1, 1024)]
    [InlineData(2, 1024)]
    [InlineData(3, 768)]
    [InlineData(5, 640)]
    [InlineData(7, 896)]
    public void RoutingShards_Count_AsMeasured(int shards, int expected) =>
        Assert.Equal(expected, DocumentRouting.RoutingShards(shards));
}
