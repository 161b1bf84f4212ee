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

    private async Task<LabResponse> AnswerAsync(LabRequest sent, List<string> warnings)
    {
        if (sent.Fault is { } fault) throw fault;
        RequestLimits.Check(sent, cluster.Profile);
        MediaType.CheckCompatibility(sent, cluster.Profile);
        var early = cluster.Profile.SignsInBeforeRouting && sent.Method != "OPTIONS" ? cluster.Security.Authenticate(sent) : null;
        var match = routes.Find(sent.Method, sent.Segments);
        if (match.Route is not { } route) return NoRoute(sent, match.AllowedMethods);
        var request = WithSource(sent);
        if (MediaType.Refusal(request, route, cluster.Profile) is { } refusal)
            return LabResponse.Of(406, new JsonObject { ["error"] = refusal, ["status"] = 406 });
        var user = early ?? cluster.Security.Authenticate(request);
        if (route.Deprecation is { } deprecation) warnings.Add(deprecation);
        ParameterCheck.Check(request, route, match.Values);
        BodilessActions.Check(request, route);
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

    /// <summary>A caller that cannot send a body with GET writes it into the query.</summary>
    private static LabRequest WithSource(LabRequest request)
    {
        if (request.Body.Length > 0 || !request.Query.TryGetValue("source", out var source)) return request;
        if (!request.Query.TryGetValue("source_content_type", out var type))
            throw Errors.IllegalState("source and source_content_type parameters are required");
        return request.WithBody(source, type);
    }

    private LabResponse NoRoute(LabRequest request, IReadOnlyList<string> allowed)
    {
        if (request.Method == "OPTIONS") return WithAllowed(new LabResponse { Status = 200, Text = "" }, allowed);
        if (allowed.Count > 0)
        {
            return WithAllowed(LabResponse.Of(405, new JsonObject
            {
                ["error"] = $"Incorrect HTTP method for uri [{request.Target}] and method [{request.Method}], allowed: [{string.Join(", ", allowed)}]",
                ["status"] = 405,
            }), allowed);
        }
        return LabResponse.Of(400, new JsonObject
        {
            ["error"] = $"no handler found for uri [{request.Target}] and method [{request.Method}]",
        });
    }

    private static LabResponse WithAllowed(LabResponse response, IReadOnlyList<string> allowed)
    {
        if (allowed.Count > 0) response.Headers.Add(new("Allow", string.Join(",", allowed)));
        return response;
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
