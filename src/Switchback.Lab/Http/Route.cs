namespace Switchback.Lab.Http;

public delegate Task<LabResponse> RouteHandler(RestCall call);

/// <summary>
/// One call of the API: what it is called on the wire, which query parameters it knows (anything else is refused before it
/// runs), and the action under which its rights are checked. <c>{index}</c> in the template names the indices it concerns.
/// </summary>
public sealed record Route(string Method, string Template, string Action, RouteHandler Handler)
{
    public string[] Segments { get; } = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What the call does first, under the same rights: who may not is told of this and not of the call's own action.</summary>
    public string? FirstAction { get; init; }

    /// <summary>Query parameters besides those every call knows.</summary>
    public IReadOnlyCollection<string> Parameters { get; init; } = [];

    /// <summary>Further parameters, in the versions that know them.</summary>
    public Func<Clusters.Profile, IReadOnlyCollection<string>>? MoreParameters { get; init; }

    /// <summary>Answered with this Warning header wherever the path is used (7.x: types).</summary>
    public string? Deprecation { get; init; }

    /// <summary>Whether this version has the call at all.</summary>
    public Func<Clusters.Profile, bool>? Exists { get; init; }

    /// <summary>There only where security is on: without it Elasticsearch does not know these paths.</summary>
    public bool NeedsSecurity { get; init; }

    /// <summary>
    /// Indices are checked by the handler itself, per item (bulk, mget): the pipeline only checks that somebody is signed in.
    /// </summary>
    public bool ChecksOwnIndices { get; init; }
}
