using System.Text;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Tests.Watching;

public sealed class ClusterBookTests
{
    private readonly ClusterBook _book = new("clusterA", TimeSpan.FromSeconds(2));
    private readonly PositionsReader _reader = new();

    /// <summary>Closed for a moment before anybody knew that it matters: it must be found again when it is open again.</summary>
    [Fact]
    public void Open_OfAnIndexThatWentAndCameBack_IsFoundAgain()
    {
        Hear(ScriptedFleet.At("orders", "uuid", [9], [9]));
        Hear(ScriptedFleet.At("orders", "uuid", [], []));
        Assert.Null(_book.Open("orders"));

        Hear(ScriptedFleet.At("orders", "uuid", [11], [11]));

        Assert.Equal(12, _book.Open("orders")?.Total);
    }

    private void Hear(string positions) => _book.Hear(null, null, _reader.Read(Encoding.UTF8.GetBytes(positions), new Positions()), DateTimeOffset.UnixEpoch);
}
