using System.Text;
using Switchback.Lab.Http;
using Switchback.Lab.Truth;

namespace Switchback.Lab.Tests.Truth;

public sealed class AcknowledgedWriteReaderTests
{
    [Fact]
    public void Bulk_MixedItems_OnlyWhatChangedSomethingIsSeen()
    {
        var request = Request("POST", "/orders/_bulk", """
            {"index":{"_id":"1"}}
            {"n":1}
            {"delete":{"_id":"2"}}
            {"create":{"_id":"3"}}
            {"n":3}
            {"update":{"_id":"4"}}
            {"doc":{"n":4}}
            {"delete":{"_id":"5"}}

            """);
        const string Answer = """
            {"errors":true,"items":[
            {"index":{"_index":"orders","_id":"1","result":"created","_seq_no":0,"_primary_term":1,"status":201}},
            {"delete":{"_index":"orders","_id":"2","result":"deleted","_seq_no":1,"_primary_term":1,"status":200}},
            {"create":{"_index":"orders","_id":"3","status":409,"error":{}}},
            {"update":{"_index":"orders","_id":"4","result":"updated","_seq_no":2,"_primary_term":1,"status":200}},
            {"delete":{"_index":"orders","_id":"5","result":"not_found","_seq_no":3,"_primary_term":1,"status":404}}]}
            """;

        var seen = AcknowledgedWriteReader.Read(request, 200, Encoding.UTF8.GetBytes(Answer)).ToList();

        Assert.Equal(
            [
                new("orders", "1", false, 0, 1, Digest("""{"n":1}""")),
                new("orders", "2", true, 1, 1, null),
                new("orders", "4", false, 2, 1, null),
            ],
            seen);
    }

    [Theory]
    [InlineData("PUT", "/orders/_doc/1", 201, "created", true)]
    [InlineData("POST", "/orders/_doc", 201, "created", true)]
    [InlineData("POST", "/orders/_update/1", 200, "noop", false)]
    [InlineData("GET", "/orders/_doc/1", 200, "created", false)]
    [InlineData("PUT", "/orders/_doc/1", 409, "created", false)]
    public void One_MethodAndOutcome_DecideWhetherItCounts(string method, string path, int status, string result, bool counts)
    {
        var answer = $$"""{"_index":"orders","_id":"1","result":"{{result}}","_seq_no":0,"_primary_term":1}""";

        var seen = AcknowledgedWriteReader.Read(Request(method, path, """{"n":1}"""), status, Encoding.UTF8.GetBytes(answer));

        Assert.Equal(counts ? 1 : 0, seen.Count());
    }

    [Theory]
    [InlineData("""{"a":1,"b":{"c":[1,2]}}""", """{ "b": {"c":[1, 2]}, "a": 1 }""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    public void Digest_SameDocumentWrittenDifferently_IsTheSame(string one, string other, bool same) =>
        Assert.Equal(same, Digest(one) == Digest(other));

    private static string? Digest(string json) => ContentDigest.Of(Encoding.UTF8.GetBytes(json));

    private static LabRequest Request(string method, string path, string body) => new(method, path, null, Encoding.UTF8.GetBytes(body));
}
