using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>Aliases through which clients write: the side that leads from now on needs to know which index takes those writes.</summary>
internal static class Aliases
{
    /// <param name="draft">Where to; the items are in it.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="to">The side that leads from now on.</param>
    /// <param name="old">The side that led.</param>
    /// <param name="led">Key and name of each index, and its name on the other side.</param>
    public static void Write(Draft draft, PairWorld pair, SideWorld to, SideWorld old, IEnumerable<(string Key, string Name, string Other)> led)
    {
        if (pair.WriteAliasesOf(old) is not { } writes)
        {
            draft.Warn($"Which index of an alias takes writes on {old.Member} is not known. An alias over several indices takes none on {to.Member} until one is its write index.");
            return;
        }

        var found = led.Where(one => writes.ContainsKey(one.Other)).ToList();
        if (found.Count == 0) return;
        foreach (var one in found) draft.Replace(one.Key, item => item with { Facts = new Dictionary<string, string>(item.Facts, StringComparer.Ordinal) { [ItemFacts.WriteAliases] = string.Join(',', writes[one.Other]) } });
        IReadOnlyList<string> names = [.. found.Select(one => one.Name)];
        draft.Step(StepKinds.WriteAlias, StepClass.Reversible, to.Member, [.. found.Select(one => one.Key)], new StepWords(
            $"Make {Counted.Named(names, "indices")} the write {(names.Count == 1 ? "index" : "indices")} of {(names.Count == 1 ? "its" : "their")} aliases on {to.Member}, as on {old.Member}.", $"{to.Member} names {(names.Count == 1 ? "it" : "them")} as write index."));
    }
}
