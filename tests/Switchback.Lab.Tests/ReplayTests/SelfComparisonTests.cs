using System.Text.Json.Nodes;
using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

/// <summary>
/// The recordings against themselves: as recorded they agree, and with any one thing changed that nothing leaves open they do not.
/// A rule too generous, or a step compared with nothing, would show here.
/// </summary>
public sealed class SelfComparisonTests
{
    private static readonly CompareRules s_rules = RecordingFiles.ReadRules();

    public static TheoryData<string> Recordings => [.. RecordingFiles.Names];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Compare_AnswersAsRecorded_PartNowhere(string file)
    {
        var recording = RecordingFiles.Read(file);

        Assert.All(JsonAnswers(recording), step => Assert.Empty(Compare(recording, step, Filled(step))));
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Compare_AKeyIsGone_PartsThere(string file) => AssertPartsAtEveryKey(file, Remove);

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Compare_AnotherTypeOfValue_PartsThere(string file) => AssertPartsAtEveryKey(file, Replace);

    private static void AssertPartsAtEveryKey(string file, Action<JsonNode, string> change)
    {
        var recording = RecordingFiles.Read(file);
        var tried = 0;
        foreach (var step in JsonAnswers(recording))
        {
            var loose = s_rules.LooseIn(recording, step);
            foreach (var path in KeysIn("", Filled(step)).Where(path => !IsWithin(loose, path)))
            {
                var answer = Filled(step);
                change(answer, path);
                Assert.True(Compare(recording, step, answer).Count > 0, $"{step.Line} {path}");
                tried++;
            }
        }

        Assert.True(tried > recording.Requests.Count(), $"only {tried} keys were tried");
    }

    private static IEnumerable<Step.Request> JsonAnswers(Recording recording) =>
        recording.Requests.Where(step => step.Recorded is { Body: not null, IsJson: true } && !step.Loose.Contains(""));

    private static IReadOnlyList<Difference> Compare(Recording recording, Step.Request step, JsonNode answer)
    {
        var recorded = step.Recorded!;
        return new AnswerComparison(s_rules, Values(step)).Compare(
            recording, step, new Answer(recorded.Status, recorded.MediaType, recorded.Warned, answer.ToJsonString()));
    }

    private static JsonNode Filled(Step.Request step) => JsonNode.Parse(Values(step).Fill(step.Recorded!.Body!.Value.GetRawText()))!;

    private static Variables Values(Step.Request step)
    {
        var variables = new Variables();
        foreach (var name in Variables.NamesIn(step.Recorded!.Body!.Value.GetRawText()))
            variables.Set(name, $"value-of-{name}");
        return variables;
    }

    private static bool IsWithin(IReadOnlySet<string> loose, string path) =>
        loose.Any(open => path == open || path.StartsWith($"{open}/", StringComparison.Ordinal));

    /// <summary>Every key of every object, at its path.</summary>
    private static IEnumerable<string> KeysIn(string path, JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field =>
            KeysIn(Place.Under(path, field.Key), field.Value).Prepend(Place.Under(path, field.Key))),
        JsonArray elements => elements.SelectMany((element, position) => KeysIn(Place.Under(path, position), element)),
        _ => [],
    };

    private static void Remove(JsonNode answer, string path) => ParentOf(answer, path, out var key).AsObject().Remove(key);

    private static void Replace(JsonNode answer, string path)
    {
        var parent = ParentOf(answer, path, out var key).AsObject();
        parent[key] = parent[key] is null ? new JsonObject() : null;
    }

    private static JsonNode ParentOf(JsonNode answer, string path, out string key)
    {
        var keys = path.Split('/');
        key = keys[^1];
        return keys[..^1].Aggregate(answer, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
    }
}
