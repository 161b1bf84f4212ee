using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <summary>JSON as people read it: one field a line.</summary>
internal static class PrettyJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Options);
    }
}
