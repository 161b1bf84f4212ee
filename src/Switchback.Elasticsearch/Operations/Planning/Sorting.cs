using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Gathers what is left out and what is refused by its reason, so that ten thousand of a kind are one sentence.</summary>
internal sealed class Sorting
{
    private readonly Dictionary<string, List<string>> _leftOut = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Why, string Lift, string? Guard), List<string>> _refused = [];

    public void LeaveOut(string name, string why) => Of(_leftOut, why).Add(name);

    public void Refuse(string name, string why, string lift, string? guard = null) => Of(_refused, (why, lift, guard)).Add(name);

    public void Tell(Asked asked, Draft draft)
    {
        foreach (var ((why, lift, guard), names) in _refused)
        {
            if (asked.SkipsRefused) draft.Warn($"{Counted.Named(names)} {Counted.Is(names)} left out: {Lowered(why)}");
            else draft.Refuse(Counted.Named(names), why, asked.Request.Items.Count > names.Count ? $"{lift} Or leave {(names.Count == 1 ? "it" : "them")} out." : lift, guard);
        }
        foreach (var sentence in LeftOut()) draft.Warn(sentence);
    }

    public IEnumerable<string> LeftOut() => _leftOut.Select(group => $"{Counted.Named(group.Value)} {Counted.Is(group.Value)} left out: {group.Key}.");

    private static string Lowered(string sentence) => sentence.Length > 1 && char.IsUpper(sentence[0]) && char.IsLower(sentence[1]) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;

    private static List<string> Of<TKey>(Dictionary<TKey, List<string>> groups, TKey key)
        where TKey : notnull
    {
        if (!groups.TryGetValue(key, out var names)) groups[key] = names = [];
        return names;
    }
}
