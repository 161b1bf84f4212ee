using System.Globalization;
using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>Compares a whole answer with its recording: status, content type, presence of a warning, body.</summary>
public sealed class AnswerComparison(CompareRules rules, Variables variables)
{
    private const string WholeBody = "";

    public IReadOnlyList<Difference> Compare(Recording recording, Step.Request request, Answer answer)
    {
        var recorded = request.Recorded ?? throw new ArgumentException("nothing was recorded to compare with", nameof(request));
        return
        [
            .. CompareStatus(recorded, answer),
            .. request.LooseHeaders ? [] : CompareHeaders(recorded, answer),
            .. CompareBodies(recorded, answer, rules.LooseIn(recording, request)),
        ];
    }

    private static IEnumerable<Difference> CompareStatus(RecordedAnswer recorded, Answer answer)
    {
        if (recorded.Status != answer.Status)
            yield return new Difference(Difference.Status, Show(recorded.Status), Show(answer.Status));
    }

    private static IEnumerable<Difference> CompareHeaders(RecordedAnswer recorded, Answer answer)
    {
        if (recorded.MediaType != answer.MediaType)
            yield return new Difference(Difference.ContentType, recorded.MediaType, answer.MediaType ?? Difference.Nothing);
        if (recorded.Warned != answer.Warned)
            yield return new Difference(Difference.Warning, ShowWarned(recorded.Warned), ShowWarned(answer.Warned));
    }

    private IEnumerable<Difference> CompareBodies(RecordedAnswer recorded, Answer answer, IReadOnlySet<string> loose)
    {
        if (loose.Contains(WholeBody))
            return [];
        if (recorded.Body is not { } body)
            return answer.Text.Length == 0 ? [] : [new Difference(WholeBody, Difference.Nothing, answer.Text)];
        if (recorded.IsJson)
        {
            return answer.Json is { } json
                ? new BodyComparison(rules, variables, loose).Compare(body, json)
                : [new Difference(WholeBody, variables.Fill(body.GetRawText()), ShowText(answer.Text))];
        }

        var text = body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
        return new Texts(rules, variables).AreAlike(text, answer.Text)
            ? []
            : [new Difference(WholeBody, variables.Fill(text), ShowText(answer.Text))];
    }

    private static string Show(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static string ShowWarned(bool warned) => warned ? "a warning" : "no warning";

    private static string ShowText(string text) => text.Length == 0 ? Difference.Nothing : text;
}
