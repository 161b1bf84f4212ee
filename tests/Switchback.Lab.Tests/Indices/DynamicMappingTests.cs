using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Mappings;

namespace Switchback.Lab.Tests.Indices;

/// <summary>What a document makes of a mapping, and what of it the mapping refuses.</summary>
public sealed class DynamicMappingTests
{
    private const string Text = """{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}}""";

    [Theory]
    [InlineData("{}", """{"n":1}""", """{"properties":{"n":{"type":"long"}}}""")]
    [InlineData("{}", """{"n":1.5}""", """{"properties":{"n":{"type":"float"}}}""")]
    [InlineData("{}", """{"b":true}""", """{"properties":{"b":{"type":"boolean"}}}""")]
    [InlineData("{}", """{"t":"x"}""", """{"properties":{"t":TEXT}}""")]
    [InlineData("{}", """{"d":"2026-11-01T00:00:00Z"}""", """{"properties":{"d":{"type":"date"}}}""")]
    [InlineData("{}", """{"d":"2026-11-01"}""", """{"properties":{"d":{"type":"date"}}}""")]
    [InlineData("{}", """{"d":"2026/11/01"}""", """{"properties":{"d":{"type":"date","format":"yyyy/MM/dd HH:mm:ss||yyyy/MM/dd||epoch_millis"}}}""")]
    [InlineData("{}", """{"d":"2026"}""", """{"properties":{"d":TEXT}}""")]
    [InlineData("{}", """{"x":null,"e":[]}""", null)]
    [InlineData("{}", """{"a":[null,2,3]}""", """{"properties":{"a":{"type":"long"}}}""")]
    [InlineData("{}", """{"o":{"p":{"q":1}}}""", """{"properties":{"o":{"properties":{"p":{"properties":{"q":{"type":"long"}}}}}}}""")]
    [InlineData("{}", """{"o.p":1,"o":{"r":true}}""", """{"properties":{"o":{"properties":{"p":{"type":"long"},"r":{"type":"boolean"}}}}}""")]
    [InlineData("{}", """{"o":{}}""", """{"properties":{"o":{"type":"object"}}}""")]
    [InlineData("""{"properties":{"n":{"type":"integer"}}}""", """{"n":"12"}""", null)]
    [InlineData("""{"properties":{"o":{"properties":{"p":{"type":"long"}}}}}""", """{"o":{"p":1,"z":2}}""", """{"properties":{"o":{"properties":{"z":{"type":"long"}}}}}""")]
    [InlineData("""{"dynamic":"false"}""", """{"n":1}""", null)]
    [InlineData("""{"properties":{"o":{"dynamic":"false","properties":{}}}}""", """{"o":{"n":1},"m":1}""", """{"properties":{"m":{"type":"long"}}}""")]
    [InlineData("""{"date_detection":false}""", """{"d":"2026-11-01"}""", """{"properties":{"d":TEXT}}""")]
    [InlineData("""{"dynamic_templates":[{"s":{"match_mapping_type":"string","mapping":{"type":"keyword"}}}]}""", """{"t":"x"}""", """{"properties":{"t":{"type":"keyword"}}}""")]
    public void Document_NewFields_BringTheirMapping(string mapping, string document, string? expected)
    {
        var update = Parse(mapping, document);

        Assert.Equal(expected?.Replace("TEXT", Text, StringComparison.Ordinal), update?.ToJsonString());
    }

    [Theory]
    [InlineData("integer", "\"not a number\"", "failed to parse field [f] of type [integer] in document with id '2'. Preview of field's value: 'not a number'", "number_format_exception", "For input string: \"not a number\"")]
    [InlineData("integer", "3000000000", "failed to parse field [f] of type [integer] in document with id '2'. Preview of field's value: '3000000000'", "illegal_argument_exception", "Value [3000000000] is out of range for an integer")]
    [InlineData("boolean", "\"yes\"", "failed to parse field [f] of type [boolean] in document with id '2'. Preview of field's value: 'yes'", "illegal_argument_exception", "Failed to parse value [yes] as only [true] or [false] are allowed.")]
    [InlineData("date", "\"yesterday\"", "failed to parse field [f] of type [date] in document with id '2'. Preview of field's value: 'yesterday'", "illegal_argument_exception", "failed to parse date field [yesterday] with format [strict_date_optional_time||epoch_millis]")]
    [InlineData("ip", "\"here\"", "failed to parse field [f] of type [ip] in document with id '2'. Preview of field's value: 'here'", "illegal_argument_exception", "'here' is not an IP string literal.")]
    [InlineData("keyword", "{\"a\":1}", "failed to parse field [f] of type [keyword] in document with id '2'. Preview of field's value: '{a=1}'", "illegal_state_exception", "Can't get text on a START_OBJECT at 1:1")]
    public void Document_ValueDoesNotFit_Refused(string type, string value, string reason, string cause, string causeReason)
    {
        var refusal = Assert.Throws<ElasticException>(() => Parse("{\"properties\":{\"f\":{\"type\":\"" + type + "\"}}}", "{\"f\":" + value + "}"));

        Assert.Equal((400, "mapper_parsing_exception", reason), (refusal.Status, refusal.Type, refusal.Reason));
        Assert.Equal((cause, causeReason), (refusal.CausedBy!.Type, refusal.CausedBy.Reason));
    }

    [Fact]
    public void Document_StrictMapping_RefusesTheNewField()
    {
        var refusal = Assert.Throws<ElasticException>(() => Parse("""{"dynamic":"strict"}""", """{"n":1}"""));

        Assert.Equal(("strict_dynamic_mapping_exception", "mapping set to strict, dynamic introduction of [n] within [_doc] is not allowed"), (refusal.Type, refusal.Reason));
    }

    [Fact]
    public void Document_ScalarWhereAnObjectIs_Refused()
    {
        var refusal = Assert.Throws<ElasticException>(() => Parse("""{"properties":{"o":{"properties":{"p":{"type":"long"}}}}}""", """{"o":1}"""));

        Assert.Equal("object mapping for [o] tried to parse field [o] as object, but found a concrete value", refusal.Reason);
    }

    private static JsonObject? Parse(string mapping, string document)
    {
        var parsed = JsonNode.Parse(mapping)!.AsObject();
        return new DocumentParser(FieldNode.Root(parsed), parsed, "2").Parse(Encoding.UTF8.GetBytes(document));
    }
}
