using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>How an answer is compared with its recording, as <c>compare.json</c> beside the recordings says.</summary>
/// <param name="Vary">fields whose values are another pair's own; they are there, and of the same type</param>
/// <param name="Unordered">lists that come in no order, and the key their elements are known by</param>
/// <param name="LooseEverywhereButAutoFollow">paths that only the auto-follow recordings compare</param>
/// <param name="Patience">how long an <c>until</c> may take</param>
public sealed record CompareRules(
    IReadOnlySet<string> Vary,
    IReadOnlyDictionary<string, string> Unordered,
    IReadOnlyList<Fold> Folds,
    IReadOnlyList<string> LooseEverywhereButAutoFollow,
    TimeSpan Patience)
{
    private const string AutoFollow = "auto-follow";

    public static CompareRules Read(string path) => Parse(File.ReadAllText(path));

    public static CompareRules Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new CompareRules(
            Texts(root.GetProperty("vary")).ToHashSet(StringComparer.Ordinal),
            root.GetProperty("unordered").EnumerateObject().ToDictionary(list => list.Name, list => list.Value.GetString()!),
            [.. root.GetProperty("texts").EnumerateArray().Select(Fold.Read)],
            [.. Texts(root.GetProperty("everywhere_but_auto_follow_loose"))],
            TimeSpan.FromSeconds(root.GetProperty("patience_s").GetInt32()));
    }

    /// <summary>The paths of this request's answer that are not compared.</summary>
    public IReadOnlySet<string> LooseIn(Recording recording, Step.Request request)
    {
        var everywhere = recording.Scenario.StartsWith(AutoFollow, StringComparison.Ordinal) ? [] : LooseEverywhereButAutoFollow;
        return request.Loose.Concat(everywhere).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!);
}
