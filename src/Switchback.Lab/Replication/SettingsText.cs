using System.Text.Json;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>Settings as they stand inside a reason.</summary>
public static class SettingsText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = ResponseBytes.Encoder };

    public static string Of(Settings settings) => settings.ToFlatJson().ToJsonString(Plain);
}
