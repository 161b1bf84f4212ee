using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Http;

/// <summary>
/// What happens to a request inside one cluster, in Elasticsearch's order: length of the line, route, method, body's
/// content type, who is it, query parameters, rights, the call itself. Runs on the loop.
/// </summary>
public sealed class RestPipeline(Cluster cluster, RouteTable routes)
{
    private const int LongestLine = 4096;

    private static readonly string[] EveryCallKnows = ["pretty", "human", "error_trace", "filter_path", "format", "source", "source_content_type"];

    public async Task<WireResponse> HandleAsync(LabRequest request)
    {
        cluster.Lab.Truth.Began(cluster, request);
        WireResponse? response = null;
        try
        {
            return response = await RespondAsync(request);
        }
        finally
        {
            cluster.Lab.Truth.Ended(cluster, request, response?.Status, response?.Whole ?? default);
        }
    }

    private async Task<WireResponse> RespondAsync(LabRequest request)
    {
        var warnings = new List<string>();
        LabResponse response;
        try
        {
            response = await AnswerAsync(request, warnings);
        }
        catch (ElasticException e)
        {
            response = Failure(e, request);
        }
        catch (JsonException e)
        {
            response = Failure(Body.Unreadable(e), request);
        }
        catch (Exception e) when (e is not NodeStoppedException)
        {
            // A bug of the lab: the caller gets an answer all the same, and tests see the fault.
            cluster.Lab.Faults.Enqueue(e);
            response = Failure(new ElasticException(500, "exception", e.ToString()), request);
        }
        return ResponseBytes.Render(response, request, cluster.Profile, warnings);
    }

    private async Task<LabResponse> AnswerAsync(LabRequest request, List<string> warnings)
    {
        if (request.Method.Length + request.Target.Length + " HTTP/1.1 ".Length - 1 > LongestLine)
        {
            var type = cluster.Profile.AtLeast(8) ? "too_long_http_line_exception" : "too_long_frame_exception";
            throw new ElasticException(400, type, $"An HTTP line is larger than {LongestLine} bytes.");
        }
        var match = routes.Find(request.Method, request.Segments);
        if (match.Route is not { } route) return NoRoute(request, match.AllowedMethods);
        var user = cluster.Security.Authenticate(request);
        if (MediaType.Refusal(request, cluster.Profile) is { } refusal)
            return LabResponse.Of(406, new JsonObject { ["error"] = refusal, ["status"] = 406 });
        if (route.Deprecation is { } deprecation) warnings.Add(deprecation);
        CheckParameters(request, route, match.Values);
        var call = new RestCall(cluster, request, route, match.Values) { User = user };
        if (!route.ChecksOwnIndices) cluster.Security.Authorize(call);
        try
        {
            return await cluster.Tasks.RunAsync(route.Action, () => route.Handler(call), request.OpaqueId);
        }
        finally
        {
            warnings.AddRange(call.Warnings);
        }
    }

    private static LabResponse NoRoute(LabRequest request, IReadOnlyList<string> allowed)
    {
        if (allowed.Count > 0)
        {
            var response = LabResponse.Of(405, new JsonObject
            {
                ["error"] = $"Incorrect HTTP method for uri [{request.Target}] and method [{request.Method}], allowed: [{string.Join(", ", allowed)}]",
                ["status"] = 405,
            });
            response.Headers.Add(new("Allow", string.Join(",", allowed)));
            return response;
        }
        return LabResponse.Of(400, new JsonObject
        {
            ["error"] = $"no handler found for uri [{request.Target}] and method [{request.Method}]",
        });
    }

    private static void CheckParameters(LabRequest request, Route route, IReadOnlyDictionary<string, string> values)
    {
        var unknown = request.Query.Keys
            .Where(key => !EveryCallKnows.Contains(key) && !route.Parameters.Contains(key) && !values.ContainsKey(key))
            .Order(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0) return;
        var plural = unknown.Count == 1 ? "parameter" : "parameters";
        throw Errors.IllegalArgument(
            $"request [{request.Path}] contains unrecognized {plural}: {string.Join(", ", unknown.Select(key => $"[{key}]"))}");
    }

    private static LabResponse Failure(ElasticException e, LabRequest request)
    {
        var trace = request.Query.TryGetValue("error_trace", out var wanted) && wanted != "false";
        var response = LabResponse.Of(e.Status, ErrorBody.Of(e, trace));
        foreach (var (name, values) in e.Headers)
            foreach (var value in values)
                response.Headers.Add(new(name, value));
        return response;
    }
}
