using System.Text.Json.Nodes;

namespace Switchback.Lab.Http;

/// <summary>The failures that many calls share, in Elasticsearch's words.</summary>
public static class Errors
{
    public static ElasticException IllegalArgument(string reason, ElasticException? cause = null) =>
        new(400, "illegal_argument_exception", reason) { CausedBy = cause, IsForeign = true };

    public static ElasticException IllegalState(string reason) => new(500, "illegal_state_exception", reason) { IsForeign = true };

    public static ElasticException Parse(string reason) => new(400, "parse_exception", reason);

    public static ElasticException Validation(params string[] messages) => new(400, "action_request_validation_exception",
        "Validation Failed: " + string.Concat(messages.Select((message, i) => $"{i + 1}: {message};")));

    public static ElasticException ResourceNotFound(string reason) => new(404, "resource_not_found_exception", reason);

    /// <summary>As calls on index expressions say it: with the resource.</summary>
    public static ElasticException IndexNotFound(string name, string resourceType = "index_or_alias") =>
        new ElasticException(404, "index_not_found_exception", $"no such index [{name}]")
            .With("resource.type", resourceType).With("resource.id", name).With("index_uuid", "_na_").With("index", name);

    /// <summary>As CCR's calls on one index say it: without the resource (contract 0.9).</summary>
    public static ElasticException IndexNotFoundBare(string name) =>
        new ElasticException(404, "index_not_found_exception", $"no such index [{name}]").With("index_uuid", "_na_").With("index", name);

    public static ElasticException IndexClosed(string name, string uuid) =>
        new ElasticException(400, "index_closed_exception", "closed").With("index_uuid", uuid).With("index", name);

    public static ElasticException NotLicensed(string feature) =>
        new ElasticException(403, "security_exception", $"current license is non-compliant for [{feature}]").With("license.expired.feature", feature);

    public static ElasticException Status(int status, string reason, ElasticException? cause = null) =>
        new(status, "status_exception", reason) { CausedBy = cause };

    public static ElasticException XContent(string parser, string field) =>
        new(400, "x_content_parse_exception", $"[1:1] [{parser}] unknown field [{field}]");
}
