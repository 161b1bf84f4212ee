using System.Globalization;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Http;

/// <summary>Which content types are understood, and which one an answer carries.</summary>
public static class MediaType
{
    private const string Versioned = "application/vnd.elasticsearch+json";

    private static readonly string[] Lines = ["application/x-ndjson", "application/vnd.elasticsearch+x-ndjson"];

    /// <summary>Null when the body may be read; else the text of the 406.</summary>
    public static string? Refusal(LabRequest request, Route route, Profile profile)
    {
        if (request.Body.Length == 0) return null;
        if (!request.Headers.TryGetValue("content-type", out var header)) return "Content-Type header is missing";
        var type = Plain(header);
        var known = type == "application/json" || (Lines[0] == type && ReadsLines(route))
            || (profile.HasVersionedMediaTypes && (type == Versioned || (Lines[1] == type && ReadsLines(route))));
        return known ? null : $"Content-Type header [{header}] is not supported";
    }

    /// <summary>From 8 on a caller may ask to be treated as by this version or the one before, in both headers alike.</summary>
    public static void CheckCompatibility(LabRequest request, Profile profile)
    {
        if (!profile.ChecksCompatibility) return;
        var current = profile.Version.Major;
        var accept = request.Headers.GetValueOrDefault("accept");
        var content = request.Body.Length > 0 ? request.Headers.GetValueOrDefault("content-type") : null;
        var (accepted, sent) = (CompatibleWith(accept), CompatibleWith(content));
        if (accepted is { } a && a != current && a != current - 1)
            throw Invalid("Accept", $"Accept version must be either version {current} or {current - 1}, but found {a}. Accept={accept}");
        if (sent is { } s && s != current && s != current - 1)
            throw Invalid("Content-Type", $"Content-Type version must be either version {current} or {current - 1}, but found {s}. Content-Type={content}");
        if (content is null || (accepted ?? current) == (sent ?? current)) return;
        throw Invalid("Accept, Content-Type",
            "A compatible version is required on both Content-Type and Accept headers if either one has requested a compatible version and the"
            + $" compatible versions must match. Accept={accept}, Content-Type={content}");
    }

    /// <summary>Later versions answer in the media type that was asked for.</summary>
    public static string ForJson(LabRequest request, Profile profile)
    {
        if (WantsYaml(request)) return "application/yaml";
        if (profile.HasVersionedMediaTypes && request.Headers.TryGetValue("accept", out var accept) && Plain(accept) == Versioned)
            return accept.Split(',')[0].Trim().Replace("; ", ";", StringComparison.Ordinal);
        return profile.JsonContentType;
    }

    public static bool WantsYaml(LabRequest request) => request.Query.GetValueOrDefault("format") is { } format
        ? format == "yaml"
        : request.Headers.TryGetValue("accept", out var accept) && Plain(accept) is "application/yaml" or "application/vnd.elasticsearch+yaml";

    private static bool ReadsLines(Route route) =>
        route.Template.EndsWith("_bulk", StringComparison.Ordinal) || route.Template.EndsWith("_msearch", StringComparison.Ordinal);

    private static string Plain(string header) => header.Split(',')[0].Split(';')[0].Trim().ToLowerInvariant();

    private static int? CompatibleWith(string? header)
    {
        if (header is null || !Plain(header).StartsWith("application/vnd.elasticsearch+", StringComparison.Ordinal)) return null;
        var wanted = header.Split(',')[0].Split(';').Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("compatible-with=", StringComparison.OrdinalIgnoreCase));
        return wanted is not null && int.TryParse(wanted["compatible-with=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static ElasticException Invalid(string headers, string reason) =>
        new(400, "media_type_header_exception", $"Invalid media-type value on headers [{headers}]")
        {
            RootCause = [new ElasticException(400, "media_type_header_exception", $"Invalid media-type value on headers [{headers}]")],
            CausedBy = Errors.Status(400, reason),
        };
}
