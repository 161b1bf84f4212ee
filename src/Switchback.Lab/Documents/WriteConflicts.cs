using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

/// <summary>May this operation follow what the document is now? In the engine's order and words.</summary>
public static class WriteConflicts
{
    public static void Check(WriteRequest request, string id, Shard shard, Operation? last)
    {
        var gone = last is null or { Kind: OperationKind.Delete };
        if (request.IfSeqNo != WriteRequest.NoSeqNo)
        {
            var required = $"required seqNo [{request.IfSeqNo}], primary term [{request.IfPrimaryTerm}].";
            if (gone) throw Conflict(shard, id, $"{required} but no document was found");
            if (last!.SeqNo != request.IfSeqNo || last.PrimaryTerm != request.IfPrimaryTerm)
                throw Conflict(shard, id, $"{required} current document has seqNo [{last.SeqNo}] and primary term [{last.PrimaryTerm}]");
            return;
        }
        if (request.Kind == WriteKind.Create && !gone)
            throw Conflict(shard, id, $"document already exists (current version [{last!.Version}])");
        CheckVersion(request, id, shard, last, gone);
    }

    public static long NextVersion(WriteRequest request, Operation? last) =>
        request.VersionType == VersionType.Internal || request.Version == WriteRequest.AnyVersion ? (last?.Version ?? 0) + 1 : request.Version;

    public static ElasticException Conflict(Shard shard, string id, string explanation) =>
        At(shard, new ElasticException(409, "version_conflict_engine_exception", $"[{id}]: version conflict, {explanation}"));

    public static ElasticException At(Shard shard, ElasticException e) => e
        .With("index_uuid", shard.Index.Uuid)
        .With("shard", shard.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .With("index", shard.Index.Name);

    private static void CheckVersion(WriteRequest request, string id, Shard shard, Operation? last, bool gone)
    {
        if (request.Version == WriteRequest.AnyVersion || last is null) return;
        var given = request.Version;
        switch (request.VersionType)
        {
            case VersionType.External when last.Version >= given:
                throw Conflict(shard, id, $"current version [{last.Version}] is higher or equal to the one provided [{given}]");
            case VersionType.ExternalGte when last.Version > given:
                throw Conflict(shard, id, $"current version [{last.Version}] is higher than the one provided [{given}]");
            case VersionType.Internal when gone:
                throw Conflict(shard, id, $"document does not exist (expected version [{given}])");
            case VersionType.Internal when last.Version != given:
                throw Conflict(shard, id, $"current version [{last.Version}] is different than the one provided [{given}]");
        }
    }
}
