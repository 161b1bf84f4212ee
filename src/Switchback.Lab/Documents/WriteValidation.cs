using System.Text;
using Switchback.Lab.Http;

namespace Switchback.Lab.Documents;

/// <summary>What is wrong with a write's own words, before any index is looked at.</summary>
public static class WriteValidation
{
    private const int LongestId = 512;

    public static VersionType VersionTypeOf(string? text) => text switch
    {
        null or "internal" => VersionType.Internal,
        "external" or "external_gt" => VersionType.External,
        "external_gte" => VersionType.ExternalGte,
        _ => throw Errors.IllegalArgument($"No version type match [{text}]"),
    };

    public static long SeqNo(long number) => number >= 0 || number == WriteRequest.NoSeqNo
        ? number
        : throw Errors.IllegalArgument($"sequence numbers must be non negative. got [{number}].");

    public static long PrimaryTerm(long term) => term >= 0
        ? term
        : throw Errors.IllegalArgument($"primary term must be non negative. got [{term}]");

    public static IEnumerable<string> Complaints(WriteRequest request)
    {
        if (request.Index.Length == 0) yield return "index is missing";
        if (request.Id is null && request.Kind is WriteKind.Delete or WriteKind.Update) yield return "id is missing";
        if (request.Id is { Length: 0 }) yield return "if _id is specified it must not be empty";
        if (request.Id is { } id && Encoding.UTF8.GetByteCount(id) is var bytes and > LongestId)
            yield return $"id [{id}] is too long, must be no longer than {LongestId} bytes but was: {bytes}";
        if (request.IfSeqNo != WriteRequest.NoSeqNo && request.IfPrimaryTerm == 0) yield return "ifSeqNo is set, but primary term is [0]";
        if (request.IfSeqNo == WriteRequest.NoSeqNo && request.IfPrimaryTerm != 0)
            yield return $"ifSeqNo is unassigned, but primary term is [{request.IfPrimaryTerm}]";
        foreach (var complaint in VersionComplaints(request)) yield return complaint;
        if (request.Update is not { } update) yield break;
        foreach (var complaint in UpdateComplaints(request, update)) yield return complaint;
    }

    private static IEnumerable<string> VersionComplaints(WriteRequest request)
    {
        var versioned = request.Version != WriteRequest.AnyVersion;
        if (request.Kind == WriteKind.Create && request.VersionType != VersionType.Internal)
            yield return "create operations only support internal versioning. use index instead";
        else if (request.Kind == WriteKind.Create && versioned)
            yield return "create operations do not support explicit versions. use index instead";
        else if (request.Kind == WriteKind.Create && request.IfSeqNo != WriteRequest.NoSeqNo)
            yield return "create operations do not support compare and set. use index instead";
        else if (request.VersionType == VersionType.Internal && versioned)
            yield return "internal versioning can not be used for optimistic concurrency control. Please use `if_seq_no` and `if_primary_term` instead";
        else if (request.VersionType != VersionType.Internal && request.IfSeqNo != WriteRequest.NoSeqNo)
            yield return "compare and write operations can not use versioning";
        else if (request.VersionType != VersionType.Internal && request.Id is null)
            yield return "an id must be provided if version type or value are set";
        else if (request.VersionType != VersionType.Internal && (!versioned || request.Version < 0))
            yield return $"illegal version value [{request.Version}] for version type [{Name(request.VersionType)}]";
    }

    private static IEnumerable<string> UpdateComplaints(WriteRequest request, UpdateBody update)
    {
        if (request.IfSeqNo != WriteRequest.NoSeqNo)
        {
            if (request.RetryOnConflict > 0) yield return "compare and write operations can not be retried";
            if (update.DocAsUpsert) yield return "compare and write operations can not be used with upsert";
            if (update.Upsert is not null) yield return "upsert requests don't support `if_seq_no` and `if_primary_term`";
        }
        if (update is { HasScript: false, Doc: null }) yield return "script or doc is missing";
        if (update is { HasScript: true, Doc: not null }) yield return "can't provide both script and doc";
        if (update is { Doc: null, DocAsUpsert: true }) yield return "doc must be specified if doc_as_upsert is enabled";
    }

    private static string Name(VersionType type) => type switch
    {
        VersionType.External => "EXTERNAL",
        VersionType.ExternalGte => "EXTERNAL_GTE",
        _ => "INTERNAL",
    };
}
