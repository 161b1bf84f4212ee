using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>
/// The ten follow parameters as values by wire name. A plan keeps all ten for each item, those that nobody gave included: what is
/// sent then does not depend on what a server takes for a default.
/// </summary>
public static class FollowValues
{
    public static IReadOnlyList<string> Names { get; } = [.. FollowParameters.Defaults.Given().Select(field => field.Name)];

    public static IReadOnlyDictionary<string, string> Defaults { get; } =
        FollowParameters.Defaults.Given().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);

    /// <summary>What is wrong with a value and how a right one looks, before anything is planned; null when nothing is.</summary>
    public static (string Why, string Lift)? Complaint(string name, string value) => ParameterRules.Complaint(name, value);

    /// <summary>All ten: the later ones of these count.</summary>
    public static IReadOnlyDictionary<string, string> Effective(params IReadOnlyDictionary<string, string>?[] layers)
    {
        var values = new Dictionary<string, string>(Defaults, StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            if (layer is null) continue;
            foreach (var (name, value) in layer)
            {
                if (values.ContainsKey(name)) values[name] = value;
            }
        }
        return values;
    }

    public static IReadOnlyDictionary<string, string> Of(FollowParameters parameters) =>
        parameters.Given().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
}
