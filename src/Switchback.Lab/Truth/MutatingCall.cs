using Switchback.Lab.Http;

namespace Switchback.Lab.Truth;

/// <summary>Whether a request is meant to change a cluster's shape. Documents are kept one by one elsewhere; reads by POST are reads.</summary>
public static class MutatingCall
{
    private static readonly string[] Reads =
    [
        "_search", "_count", "_mget", "_msearch", "scroll", "_has_privileges", "_pit", "_refresh", "_flush", "_validate", "_simulate", "_field_caps",
    ];

    private static readonly string[] Documents = ["_doc", "_create", "_update", "_bulk"];

    public static bool Is(LabRequest request) =>
        request.Method is "PUT" or "POST" or "DELETE"
        && !request.Segments.Any(segment => Reads.Contains(segment) || Documents.Contains(segment));
}
