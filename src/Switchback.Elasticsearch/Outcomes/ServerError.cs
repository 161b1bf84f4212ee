namespace Switchback.Elasticsearch.Outcomes;

/// <summary>
/// An error body: <c>{"error":{"root_cause":[..],"type":..,"reason":..,&lt;metadata&gt;,"caused_by":{..}},"status":N}</c>.
/// The outer type and reason count: when the node asked is not the master, the root cause can be a transport wrapper.
/// </summary>
/// <param name="Status">The HTTP status that came, which is the one to trust.</param>
/// <param name="Type">For example <c>index_not_found_exception</c>; empty when the body was no such error.</param>
/// <param name="Metadata">Further fields of the outer error, a list each since several values come as an array.</param>
public sealed record ServerError(
    int Status, string Type, string Reason, IReadOnlyDictionary<string, IReadOnlyList<string>> Metadata, ServerError? Cause)
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoMetadata = new Dictionary<string, IReadOnlyList<string>>();

    public static ServerError Bare(int status, string reason) => new(status, "", reason, NoMetadata, null);

    /// <summary>This error and what it was caused by, outermost first.</summary>
    public IEnumerable<ServerError> Chain()
    {
        for (var error = this; error is not null; error = error.Cause)
            yield return error;
    }

    /// <summary>Without the reason: a reason can quote a piece of a document, and this text may reach a log.</summary>
    public override string ToString() => Type.Length > 0 ? $"{Status} {Type}" : $"{Status}";
}
