using System.Text.Json;

namespace Switchback.Lab.Http;

/// <summary>What Elasticsearch's parsers call the tokens of JSON.</summary>
public static class TokenNames
{
    public static string Of(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "START_OBJECT",
        JsonTokenType.EndObject => "END_OBJECT",
        JsonTokenType.StartArray => "START_ARRAY",
        JsonTokenType.EndArray => "END_ARRAY",
        JsonTokenType.PropertyName => "FIELD_NAME",
        JsonTokenType.String => "VALUE_STRING",
        JsonTokenType.Number => "VALUE_NUMBER",
        JsonTokenType.True or JsonTokenType.False => "VALUE_BOOLEAN",
        _ => "VALUE_NULL",
    };
}
