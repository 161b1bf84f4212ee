using System.Text;
using System.Text.Json;

namespace Switchback.Elasticsearch.Tests.Support;

/// <summary>One request of a recording and what a real cluster answered.</summary>
internal sealed record RecordedStep(string File, int Number, string Method, string Path, int Status, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string PathOnly => Path.Split('?')[0];

    public override string ToString() => $"{File} step {Number}: {Method} {Path}";
}

internal static class Recordings
{
    private static readonly Lazy<IReadOnlyList<RecordedStep>> Loaded = new(() => [.. Load()]);

    /// <summary>Every step with an answer in JSON, in the order of the files' names.</summary>
    public static IReadOnlyList<RecordedStep> Steps => Loaded.Value;

    public static RecordedStep Step(string file, int number) => Steps.Single(step => step.File == file && step.Number == number);

    private static IEnumerable<RecordedStep> Load()
    {
        foreach (var path in Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "Recordings"), "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (!document.RootElement.TryGetProperty("steps", out var steps)) continue;
            var number = -1;
            foreach (var step in steps.EnumerateArray())
            {
                number++;
                if (!step.TryGetProperty("method", out var method) || !step.TryGetProperty("response", out var response)) continue;
                if (!step.TryGetProperty("status", out var status) || response.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) continue;
                yield return new RecordedStep(
                    System.IO.Path.GetFileNameWithoutExtension(path), number, method.GetString()!, step.GetProperty("path").GetString()!,
                    status.GetInt32(), Encoding.UTF8.GetBytes(response.GetRawText()));
            }
        }
    }
}
