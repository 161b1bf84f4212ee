using System.Globalization;
using System.Text.Json;

namespace Switchback.Bench.Circuits;

/// <summary>What a browser would answer when a component calls its script. Nothing is drawn, so measures are those of a laptop.</summary>
internal sealed class PretendedBrowser
{
    /// <summary>How much of a list can be seen, in pixels.</summary>
    private const int WindowHeight = 640;

    private const int ReturnsObject = 1;
    private int _objects;

    /// <returns>The result as JSON.</returns>
    public string Answer(long resultType) =>
        resultType == ReturnsObject ? string.Create(CultureInfo.InvariantCulture, $$"""{"__jsObjectId":{{++_objects}}}""") : "null";

    /// <summary>
    /// A virtualised list draws no row before the browser has told it how high its window is. It asks by handing over an
    /// object to call back; the space above the first row is what can be seen first.
    /// </summary>
    /// <returns>The object to call, with the method and its arguments; null when this is no such question.</returns>
    public static (long Object, string Method, string Arguments)? WindowOf(string identifier, string arguments)
    {
        if (identifier != "Blazor._internal.Virtualize.init") return null;
        using var parsed = JsonDocument.Parse(arguments);
        return (parsed.RootElement[0].GetProperty("__dotNetObject").GetInt64(), "OnSpacerBeforeVisible",
            string.Create(CultureInfo.InvariantCulture, $"[0,{WindowHeight},{WindowHeight}]"));
    }
}
