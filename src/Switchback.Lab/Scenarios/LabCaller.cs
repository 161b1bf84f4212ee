using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Scenarios;

/// <summary>
/// A client of the lab from inside: the same requests through the same pipeline as over HTTP, as the superuser where
/// security is on. Its writes are acknowledged writes like any other.
/// </summary>
public sealed class LabCaller(Laboratory lab)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private const int MostSteps = 6000;

    public Task<JsonNode?> PutAsync(string cluster, string path, JsonNode? body = null) => SendAsync(cluster, "PUT", path, body?.ToJsonString());

    public Task<JsonNode?> PostAsync(string cluster, string path, JsonNode? body = null) => SendAsync(cluster, "POST", path, body?.ToJsonString());

    public Task<JsonNode?> GetAsync(string cluster, string path) => SendAsync(cluster, "GET", path, null);

    public Task<JsonNode?> DeleteAsync(string cluster, string path) => SendAsync(cluster, "DELETE", path, null);

    public Task<JsonNode?> BulkAsync(string cluster, string index, string lines) => SendAsync(cluster, "POST", $"/{index}/_bulk", lines);

    /// <summary>Sends, and insists on success.</summary>
    public async Task<JsonNode?> SendAsync(string cluster, string method, string path, string? body)
    {
        var (status, answer) = await TryAsync(cluster, method, path, body);
        return status < 300 ? answer : throw new ScenarioException($"{method} {path} on {cluster}: {status} {answer?.ToJsonString()}");
    }

    public async Task<(int Status, JsonNode? Answer)> TryAsync(string cluster, string method, string path, string? body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["content-type"] = path.Contains("_bulk", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json",
        };
        if (lab.Options.Superuser is { } user)
            headers["authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Name}:{user.Password}"));
        var request = new LabRequest(method, path, headers, body is null ? default : Encoding.UTF8.GetBytes(body));
        var response = await lab.Loop.InvokeAsync(() => lab[cluster].Rest.HandleAsync(request));
        lab.Truth.Answered(lab[cluster], request, response.Status, response.Whole);
        var text = Encoding.UTF8.GetString(response.Body.Span);
        return (response.Status, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
    }

    /// <summary>Asks until the answer is as wanted; where time stands still, moves it a little each time.</summary>
    public async Task<JsonNode?> UntilAsync(string cluster, string path, Func<JsonNode?, bool> wanted)
    {
        JsonNode? last = null;
        for (var i = 0; i < MostSteps; i++)
        {
            (_, last) = await TryAsync(cluster, "GET", path, null);
            if (wanted(last)) return last;
            if (lab.Clock.RunsByItself) await Task.Delay(Step, TimeProvider.System);
            else await lab.Loop.AdvanceAsync(Step);
        }
        throw new ScenarioException($"GET {path} on {cluster} never became as wanted; last {last?.ToJsonString()}");
    }
}
