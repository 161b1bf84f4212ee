using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Switchback.Dashboard.Api.Description;

/// <summary>The description at <c>/openapi/v1.json</c>, made from the addresses themselves, so that none can be forgotten.</summary>
internal static class ApiDescription
{
    private const string Scheme = "bearer";
    private const string Suffix = "Answer";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = type => Shorten(OpenApiOptions.CreateDefaultSchemaReferenceId(type));
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(ExplainAsync);
    });

    private static string? Shorten(string? name) => name?.Replace(Suffix, "", StringComparison.Ordinal);

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Switchback",
            Version = "v1",
            Description = "Cross-cluster replication of every configured pair, live. What changes anything is a plan first and a run then; runs are begun, agreed to and ended by POST, each of which takes an Idempotency-Key. "
                + "A number that cannot be known is null, never 0. Times are ISO 8601 in UTC. "
                + "Answers carry an ETag of the snapshot's version: send it back in If-None-Match, and what has not changed is answered with 304. "
                + "For changes as they happen there is a SignalR hub at /hubs/live.",
        };
        // The address is whichever the reader used to get here.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Scheme,
            Description = "While no identity provider is configured: rehearsal-viewer, from this machine only.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    private static Task ExplainAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        foreach (var example in context.Description.ActionDescriptor.EndpointMetadata.OfType<AnswerExample>())
        {
            if (operation.Responses?.GetValueOrDefault(example.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)) is not OpenApiResponse response)
            {
                continue;
            }

            response.Description = example.Says;
            foreach (var (type, content) in response.Content ?? new Dictionary<string, OpenApiMediaType>())
            {
                if (type.EndsWith("json", StringComparison.Ordinal))
                {
                    content.Example = example.Make()?.DeepClone();
                }
                else
                {
                    content.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
                }
            }
        }

        if (operation.Responses?.GetValueOrDefault("304") is OpenApiResponse same)
        {
            same.Description = "The caller has this very answer: the snapshot is still the one its If-None-Match names.";
        }

        if (operation.Responses?.GetValueOrDefault("401") is OpenApiResponse stranger)
        {
            stranger.Description = "An identity is needed.";
        }

        return Task.CompletedTask;
    }
}

/// <summary>What an answer of this status looks like; metadata of an address.</summary>
internal sealed record AnswerExample(int Status, string Says, Func<JsonNode?> Make);

internal static class DescribedEndpoint
{
    /// <summary>Says what an address is for, what it answers, and with what it may refuse everybody.</summary>
    /// <param name="texts">Media types besides JSON that it answers as plain text.</param>
    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder endpoint, string name, string summary, string description, Func<JsonNode?> example, params string[] texts) => endpoint
        .WithName(name)
        .WithTags("reads")
        .WithSummary(summary)
        .WithDescription(description)
        .Produces<T>(StatusCodes.Status200OK, "application/json", texts)
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .WithMetadata(new AnswerExample(StatusCodes.Status200OK, summary + ".", example));

    /// <summary>The same for plans and runs, which are not of a snapshot.</summary>
    public static RouteHandlerBuilder DescribeAct<T>(this RouteHandlerBuilder endpoint, string name, string summary, string description, Func<JsonNode?> example) => endpoint
        .WithName(name)
        .WithTags("runs")
        .WithSummary(summary)
        .WithDescription(description)
        .Produces<T>(StatusCodes.Status200OK, "application/json")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .WithMetadata(new AnswerExample(StatusCodes.Status200OK, summary + ".", example));

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, int status, Func<JsonNode?> example) => endpoint
        .ProducesProblem(status)
        .WithMetadata(new AnswerExample(status, status switch
        {
            StatusCodes.Status400BadRequest => "The question cannot be understood.",
            StatusCodes.Status409Conflict => "Refused: what stands in the way, and what lifts it.",
            _ => "There is no such thing.",
        }, example));
}
