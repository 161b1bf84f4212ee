using System.Text.Json.Nodes;
using Switchback.Lab.Hosting;
using Switchback.Lab.Scenarios;

namespace Switchback.Lab.Control;

/// <summary>Lists the scenarios and builds one, in a lab made empty first.</summary>
public sealed class ScenarioControl(LabHost host)
{
    public static JsonObject List() => new()
    {
        ["scenarios"] = new JsonArray([.. ScenarioLibrary.All.Select(scenario => (JsonNode)new JsonObject
        {
            ["name"] = scenario.Name,
            ["about"] = scenario.About,
        })]),
    };

    public async Task<JsonObject> BuildAsync(string name)
    {
        var scenario = ScenarioLibrary.Find(name)
            ?? throw new ControlException(404, $"no scenario '{name}'; there are {string.Join(", ", ScenarioLibrary.All.Select(s => s.Name))}");
        if (host.Laboratory.Clusters.Count < 2) throw new ControlException(409, "a scenario needs two clusters; this lab has one");
        await host.ResetAsync();
        try
        {
            await scenario.BuildAsync(new Stage(host));
        }
        catch (ScenarioException e)
        {
            throw new ControlException(500, $"scenario '{name}' could not be built: {e.Message}");
        }
        return new JsonObject { ["scenario"] = scenario.Name, ["about"] = scenario.About };
    }
}
