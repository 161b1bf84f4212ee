using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Transport;

/// <summary>From status, headers and body to a fault; null when the body is an answer worth reading.</summary>
internal static class Triage
{
    public static Fault? Judge(Reply reply, WireRequest request, ServerVersion? version, string address)
    {
        if (reply.IsRedirect)
            return new Fault.NotElasticsearch($"{address} answered with a redirect{To(reply)}. Redirects are not followed: configure the address it leads to.");
        if (reply.IsGood || reply.Status == request.AlsoAnswers) return JudgeGood(reply, version, address);

        var error = ErrorReader.Read(reply.Status, reply.Body);
        if (error is null && reply.Status == 404 && !reply.LooksLikeJson)
            return new Fault.NotElasticsearch($"{address} answered 404 with {Kind(reply)}: there is no Elasticsearch at this address. Check host, port and path.");
        return Sort(error ?? ServerError.Bare(reply.Status, reply.LooksLikeJson ? "" : $"{address} answered {reply.Status} with {Kind(reply)}"), reply);
    }

    private static Fault? JudgeGood(Reply reply, ServerVersion? version, string address)
    {
        if (!reply.LooksLikeJson)
        {
            return new Fault.NotElasticsearch(
                $"{address} answered {reply.Status} with {Kind(reply)} instead of JSON: a gateway or sign-in page may stand before the cluster. Configure an address that leads straight to it.");
        }
        if (version >= Wire.Since.ProductHeader && reply.Product != "Elasticsearch")
            return new Fault.NotElasticsearch($"{address} answered without the header X-elastic-product, which Elasticsearch {version} always sends: something else is answering there, or a gateway removes it.");
        return null;
    }

    private static Fault Sort(ServerError error, Reply reply) => error.Status switch
    {
        401 => new Fault.NotAllowed(error),
        403 when IsLicence(error) => new Fault.NotLicensed(error),
        403 when error.Type is ErrorTypes.Security or "" => new Fault.NotAllowed(error),
        404 => new Fault.Missing(error),
        409 => new Fault.Conflict(error),
        429 => new Fault.TooManyRequests(reply.RetryAfter, error),
        400 when error.Reason.Contains(ErrorTypes.RemoteNotLicensed, StringComparison.Ordinal) => new Fault.NotLicensed(error),
        >= 500 => new Fault.Failed(error),
        >= 400 => new Fault.Refused(error),
        _ => new Fault.Unreadable($"status {error.Status}", "the status line"),
    };

    private static bool IsLicence(ServerError error) =>
        error.Metadata.ContainsKey(ErrorTypes.LicenceFeature) || error.Reason.StartsWith(ErrorTypes.NonCompliantLicence, StringComparison.Ordinal);

    private static string To(Reply reply) => reply.RedirectHost is { } host ? $" to {host}" : "";

    private static string Kind(Reply reply) =>
        reply.Body.IsEmpty ? "nothing" : reply.ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true ? "HTML" : "something";
}
