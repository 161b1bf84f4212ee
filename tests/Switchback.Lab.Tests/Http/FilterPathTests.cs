using System.Text;
using Switchback.Lab.Http;

namespace Switchback.Lab.Tests.Http;

/// <summary>What <c>filter_path</c> leaves of an answer.</summary>
public sealed class FilterPathTests
{
    private const string Stats = """
        {"took":3,"none":null,"nodes":{"n1":{"name":"a","jvm":{"heap":1,"x.y":2}},"n2":{"name":"b","os":{}}},
         "hits":{"total":{"value":2},"hits":[{"_id":"1","_source":{"f":[1,{"g":2}]}},{"_id":"2","sort":[]}]},"list":["p","q"],"big":12345678901234567890.50}
        """;

    [Theory]
    [InlineData("took", """{"took":3}""")]
    [InlineData("none", """{"none":null}""")]
    [InlineData("took,none", """{"took":3,"none":null}""")]
    [InlineData(" took , none ", """{"took":3,"none":null}""")]
    [InlineData("nodes.n1.name", """{"nodes":{"n1":{"name":"a"}}}""")]
    [InlineData("nodes.*.name", """{"nodes":{"n1":{"name":"a"},"n2":{"name":"b"}}}""")]
    [InlineData("nodes.n*.os", """{"nodes":{"n2":{"os":{}}}}""")]
    [InlineData("*.n1.jvm.heap", """{"nodes":{"n1":{"jvm":{"heap":1}}}}""")]
    [InlineData("nodes.n1.jvm.x\\.y", """{"nodes":{"n1":{"jvm":{"x.y":2}}}}""")]
    [InlineData("nodes.n1.jvm.x.y", "{}")]
    [InlineData("hits.hits._id", """{"hits":{"hits":[{"_id":"1"},{"_id":"2"}]}}""")]
    [InlineData("hits.hits._source", """{"hits":{"hits":[{"_source":{"f":[1,{"g":2}]}}]}}""")]
    [InlineData("hits.hits._source.f", """{"hits":{"hits":[{"_source":{"f":[1,{"g":2}]}}]}}""")]
    [InlineData("hits.hits._source.f.g", """{"hits":{"hits":[{"_source":{"f":[{"g":2}]}}]}}""")]
    [InlineData("hits.hits.sort", """{"hits":{"hits":[{"sort":[]}]}}""")]
    [InlineData("**.name", """{"nodes":{"n1":{"name":"a"},"n2":{"name":"b"}}}""")]
    [InlineData("**._id", """{"hits":{"hits":[{"_id":"1"},{"_id":"2"}]}}""")]
    [InlineData("**.took", """{"took":3}""")]
    [InlineData("hits.**.g", """{"hits":{"hits":[{"_source":{"f":[{"g":2}]}}]}}""")]
    [InlineData("hits.**._source.**.g", """{"hits":{"hits":[{"_source":{"f":[{"g":2}]}}]}}""")]
    [InlineData("**.jvm.**", """{"nodes":{"n1":{"jvm":{"heap":1,"x.y":2}}}}""")]
    [InlineData("t*", """{"took":3}""")]
    [InlineData("*o*k", """{"took":3}""")]
    [InlineData("list", """{"list":["p","q"]}""")]
    [InlineData("list.p", "{}")]
    [InlineData("took.x", "{}")]
    [InlineData("nowhere", "{}")]
    [InlineData("big", """{"big":12345678901234567890.50}""")]
    [InlineData("nodes,nodes.n1", """{"nodes":{"n1":{"name":"a","jvm":{"heap":1,"x.y":2}},"n2":{"name":"b","os":{}}}}""")]
    [InlineData("-nodes,-hits,-list,-big", """{"took":3,"none":null}""")]
    [InlineData("-nodes.n2,-hits,-list,-big,-took", """{"none":null,"nodes":{"n1":{"name":"a","jvm":{"heap":1,"x.y":2}}}}""")]
    [InlineData("-**.name,-hits,-**.x\\.y,-list,-big,-none,-took", """{"nodes":{"n1":{"jvm":{"heap":1}}}}""")]
    [InlineData("-*", "{}")]
    [InlineData("nodes,-nodes.*.jvm", """{"nodes":{"n1":{"name":"a"},"n2":{"name":"b","os":{}}}}""")]
    [InlineData("hits,-hits.hits._source,-**.sort", """{"hits":{"total":{"value":2},"hits":[{"_id":"1"},{"_id":"2"}]}}""")]
    [InlineData("nodes.*.name,-nodes.n1", """{"nodes":{"n2":{"name":"b"}}}""")]
    [InlineData("took,-took", "{}")]
    public void Apply_ToAnObject_LeavesWhatIsNamed(string expression, string expected) => Assert.Equal(expected, Apply(expression, Stats));

    [Theory]
    [InlineData("a", """[{"a":1},{"a":3}]""")]
    [InlineData("-a", """[{"b":2}]""")]
    [InlineData("*", """[{"a":1,"b":2},{"a":3}]""")]
    [InlineData("nope", "")]
    public void Apply_ToAList_FiltersEachEntry(string expression, string expected) => Assert.Equal(expected, Apply(expression, """[{"a":1,"b":2},{"a":3}]"""));

    [Fact]
    public void Apply_TextsWithEscapes_PassesThemOn() => Assert.Equal("""{"a":"\"ü\\\n"}""", Apply("a", """{"a":"\"\u00fc\\\n","b":1}"""));

    private static string Apply(string expression, string json) => Encoding.UTF8.GetString(new FilterPath(expression).Apply(Encoding.UTF8.GetBytes(json)));
}
