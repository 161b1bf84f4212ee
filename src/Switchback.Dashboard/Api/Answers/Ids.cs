using System.Collections.Frozen;
using System.Text.Json;

namespace Switchback.Dashboard.Api.Answers;

/// <summary>Names of states as answers spell them: lower case with hyphens.</summary>
internal static class Ids<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Table =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

    public static string Of(T value) => Table[value];

    public static IEnumerable<string> All => Table.OrderBy(pair => pair.Key).Select(pair => pair.Value);
}
