using Switchback.Lab.Clusters;

namespace Switchback.Lab.Http;

/// <summary>Which content types are understood, and which one an answer carries.</summary>
public static class MediaType
{
    private const string Versioned = "application/vnd.elasticsearch+json";

    /// <summary>Null when the body may be read; else the text of the 406.</summary>
    public static string? Refusal(LabRequest request, Profile profile)
    {
        if (request.Body.Length == 0 || !request.Headers.TryGetValue("content-type", out var type)) return null;
        var plain = type.Split(';')[0].Trim().ToLowerInvariant();
        var known = plain is "application/json" or "application/x-ndjson"
            || (profile.AtLeast(7, 11) && plain is Versioned or "application/vnd.elasticsearch+x-ndjson");
        return known ? null : $"Content-Type header [{type}] is not supported";
    }

    /// <summary>Later versions answer in the media type that was asked for.</summary>
    public static string ForJson(LabRequest request, Profile profile)
    {
        if (profile.AtLeast(8) && request.Headers.TryGetValue("accept", out var accept)
            && accept.Contains(Versioned, StringComparison.OrdinalIgnoreCase))
            return accept.Split(',')[0].Trim().Replace("; ", ";", StringComparison.Ordinal);
        return profile.JsonContentType;
    }
}
