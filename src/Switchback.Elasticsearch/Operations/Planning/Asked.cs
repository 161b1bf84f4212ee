using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>A wish for a plan, with the world it is to be made from.</summary>
/// <param name="Given">The follow parameters that were given, checked.</param>
internal sealed record Asked(PlanRequest Request, World World, IReadOnlyDictionary<string, string> Given)
{
    public bool SkipsRefused => Request.Parameters.GetValueOrDefault(Verbs.SkipParameter) == Verbs.SkipRefused;

    /// <summary>Guards that are to be set aside.</summary>
    public IReadOnlyList<string> BreakGlass => GuardsOf(Request);

    public static IReadOnlyList<string> GuardsOf(PlanRequest request) =>
        request.Parameters.GetValueOrDefault(Verbs.BreakGlassParameter)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Null when it was not given, or is empty.</summary>
    public string? Text(string parameter) => Request.Parameters.GetValueOrDefault(parameter)?.Trim() is { Length: > 0 } text ? text : null;
}
