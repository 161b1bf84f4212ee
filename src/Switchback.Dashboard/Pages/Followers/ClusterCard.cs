using Switchback.Core.Fleet;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>One cluster as the strip above the list shows it.</summary>
/// <param name="Place">Its fixed place in the pairs it belongs to.</param>
/// <param name="Headline">What is wrong, with since when; null when nothing is.</param>
/// <param name="Trouble">Why, and what that means for the rows below.</param>
public sealed record ClusterCard(string Name, string Place, Grade Grade, string Word, string Age, string? Headline, string? Trouble)
{
    public static ClusterCard Of(ClusterView view, IReadOnlyList<PairOptions> pairs, DateTimeOffset now, TimeSpan freshFor, TimeProvider time)
    {
        var place = string.Join(" · ", PlacesIn(pairs, view.Name).Append(view.ServerVersion).OfType<string>());
        var age = view.AsOf is { } asOf ? $"as of {Words.Clock(asOf, time)}" : "never heard from";
        var kept = view.AsOf is null ? "Nothing of it can be shown." : "What you see of it below is how it was then.";
        return view.Line switch
        {
            ClusterLine.NotAnswering silent => new(
                view.Name, place, Grade.Bad, $"no answer for {Words.Span(now - silent.Since)}", age,
                $"{view.Name} has not answered since {Words.Clock(silent.Since, time)} ({Words.Span(now - silent.Since)}).",
                $"{silent.Why} {kept}"),
            ClusterLine.Answering when FollowerList.IsStale(view, now, freshFor) => new(
                view.Name, place, Grade.Risk, $"last answer {Words.Ago(now - view.AsOf!.Value)}", age,
                $"{view.Name} is slow: its last answer is {Words.Span(now - view.AsOf!.Value)} old.", kept),
            ClusterLine.Answering => new(view.Name, place, Grade.Fine, "answers", age, null, null),
            _ => new(view.Name, place, Grade.Working, "asking for the first time", age, null, null),
        };
    }

    private static IEnumerable<string> PlacesIn(IReadOnlyList<PairOptions> pairs, string name) =>
        pairs.Where(pair => pair.Home == name).Select(pair => $"home of {pair.Id}")
            .Concat(pairs.Where(pair => pair.Away == name).Select(pair => $"away of {pair.Id}"));
}
