using System.Text;
using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class OutgoingRequestTests
{
    private const string Put = """ "on":"b","method":"PUT","path":"/${index}/_ccr/follow","status":200,"response":{} """;

    [Fact]
    public void From_VariablesEverywhere_FillsPathBodyAndHeaders()
    {
        var sent = From(""","body":{"seeds":["${index}"]},"headers":{"x-index":"${index}"}""");

        Assert.Equal("/ba%20r/_ccr/follow", sent.Target);
        Assert.Equal(new OutgoingBody("""{"seeds":["ba r"]}""", "application/json"), sent.Body);
        Assert.Equal("ba r", sent.Headers["x-index"]);
    }

    [Fact]
    public void From_AJsonBody_IsWrittenWithoutSpaces() =>
        Assert.Equal("""{"a":{"b":[1.0,null]},"t":"<ü'>"}""", From(""","body":{ "a": {"b": [1.0, null]}, "t": "<ü'>" }""").Body!.Text);

    [Fact]
    public void From_NoBody_SendsNone() => Assert.Null(From("").Body);

    [Theory]
    [InlineData("/_bulk", "application/x-ndjson")]
    [InlineData("/foo/_bulk?refresh=true", "application/x-ndjson")]
    [InlineData("/foo/_doc", "application/json")]
    [InlineData("/foo/_doc?routing=/_bulk", "application/json")]
    public void From_ATextBody_GoesAsTheCallWantsIt(string path, string contentType)
    {
        var step = Some.Request(""" {"on":"a","method":"POST","path":"PATH","body":"{","status":400,"response":{}} """.Replace("PATH", path));

        Assert.Equal(new OutgoingBody("{", contentType), OutgoingRequest.From(step, new Variables(), null).Body);
    }

    [Fact]
    public void From_AContentTypeOfItsOwn_GoesWithTheBodyAndNotTwice()
    {
        var sent = From(""","body":"x","headers":{"Content-Type":"text/plain"}""");

        Assert.Equal(new OutgoingBody("x", "text/plain"), sent.Body);
        Assert.Empty(sent.Headers);
    }

    [Theory]
    [InlineData("", "Basic root:rootroot")]
    [InlineData(""", "as":null""", null)]
    [InlineData(""", "as":"viewer:${index}" """, "Basic viewer:ba r")]
    [InlineData(""", "as":"ApiKey id:${index}" """, "ApiKey id:ba r")]
    public void From_ACallerWhereSecurityIsOn_SendsItsCredential(string caller, string? credential)
    {
        var sent = From(caller, superuser: "root:rootroot");

        Assert.Equal(credential, sent.Headers.TryGetValue("authorization", out var header) ? Decode(header) : null);
    }

    [Fact]
    public void From_TheSuperuserWhereSecurityIsOff_SendsNoCredential() => Assert.Empty(From("").Headers);

    [Fact]
    public void From_AnAuthorizationHeaderOfItsOwn_GoesAsItStands()
    {
        var sent = From(""","headers":{"Authorization":"garbage"}""", superuser: "root:rootroot");

        Assert.Equal("garbage", Assert.Single(sent.Headers).Value);
    }

    private static OutgoingRequest From(string more, string? superuser = null)
    {
        var variables = new Variables();
        variables.Set("index", "ba r");
        return OutgoingRequest.From(Some.Request($"{{{Put}{more}}}"), variables, superuser);
    }

    private static string Decode(string header)
    {
        var parts = header.Split(' ', 2);
        return $"{parts[0]} {Encoding.UTF8.GetString(Convert.FromBase64String(parts[1]))}";
    }
}
