using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

/// <summary>Writes documents, one by one, with every rule that stands in their way. Bulks, updates and reindexing come here too.</summary>
public sealed class DocumentService
{
    private static readonly TimeSpan WaitForPrimary = TimeSpan.FromMinutes(1);

    private readonly Cluster _cluster;
    private readonly Tombstones _tombstones;

    public DocumentService(Cluster cluster)
    {
        _cluster = cluster;
        _tombstones = new Tombstones(cluster.Lab.Clock);
    }

    /// <summary>Throws what the write is refused with.</summary>
    public async ValueTask<WriteOutcome> WriteAsync(WriteRequest request, ICollection<string> warnings)
    {
        var index = Target(request) ?? await MakeTargetAsync(request, warnings);
        if (request.Kind is WriteKind.Index or WriteKind.Create) _cluster.State.Management.RequirePipelines(request.Pipeline, index.Settings);
        Check(request, index);
        var id = request.Id ?? _cluster.Ids.NewDocumentId();
        var shard = index.Shards[DocumentRouting.ShardOf(RoutingOf(request, index, id) ?? id, index.Shards.Count, index.RoutingShards)];
        if (!shard.IsStarted) await WhenStartedAsync(shard, request);
        return request.Kind == WriteKind.Update ? await UpdateAsync(request, shard, id) : await ApplyAsync(request, shard, id);
    }

    /// <summary>The shard that holds a document of this name, for reading it.</summary>
    public static Shard ShardOf(IndexState index, string id, string? routing) =>
        index.Shards[DocumentRouting.ShardOf(routing ?? id, index.Shards.Count, index.RoutingShards)];

    private IndexState? Target(WriteRequest request)
    {
        if (request.RequireAlias && _cluster.Indices.Names.Behind(request.Index).Count == 0)
            throw new ElasticException(404, "index_not_found_exception",
                $"no such index [{request.Index}] and [require_alias] request flag is [true] and [{request.Index}] is not an alias")
                .With("index_uuid", "_na_").With("index", request.Index);
        return _cluster.Indices.Names.WriteTarget(request.Index);
    }

    private async Task<IndexState> MakeTargetAsync(WriteRequest request, ICollection<string> warnings)
    {
        // A delete makes no index, unless it carries a version that must be kept.
        if (request.Kind == WriteKind.Delete && request.VersionType == VersionType.Internal) throw Errors.IndexNotFound(request.Index, "index_expression");
        return await _cluster.Indices.Creation.ForWriteAsync(request.Index, warnings);
    }

    private void Check(WriteRequest request, IndexState index)
    {
        DataStreamRules.Check(request, index, _cluster);
        if (!index.IsOpen) throw Errors.IndexClosed(index.Name, index.Uuid);
        IndexBlocks.Check(BlockLevel.Write, index);
    }

    private static string? RoutingOf(WriteRequest request, IndexState index, string id)
    {
        if (request.Routing is not null) return request.Routing;
        if (index.Aliases.TryGetValue(request.Index, out var alias) && alias.IndexRouting is { } routing) return routing;
        if (index.Mapping["_routing"]?["required"]?.ToString() == "true")
            throw new ElasticException(400, "routing_missing_exception", $"routing is required for [{index.Name}]/[_doc]/[{id}]").With("index_uuid", "_na_").With("index", index.Name);
        return null;
    }

    private async Task WhenStartedAsync(Shard shard, WriteRequest request)
    {
        if (await _cluster.Indices.Shards.WhenStartedAsync(shard, WaitForPrimary)) return;
        throw WriteConflicts.At(shard, new ElasticException(503, "unavailable_shards_exception",
            $"[{shard.Index.Name}][{shard.Id}] primary shard is not active Timeout: [1m], request: [{request.Name} {{[{request.Index}][_doc][{request.Id}]}}]"));
    }

    private async ValueTask<WriteOutcome> ApplyAsync(WriteRequest request, Shard shard, string id)
    {
        if (request.Kind != WriteKind.Delete && await PrepareAsync(request, shard, id)) CheckStillThere(shard);
        if (shard.Index.IsFollower) throw FollowingEngine();
        var last = _tombstones.Last(shard, id);
        try
        {
            WriteConflicts.Check(request, id, shard, last);
        }
        catch (ElasticException)
        {
            shard.Counters.IndexFailed++;
            throw;
        }
        return request.Kind == WriteKind.Delete ? Delete(request, shard, id, last) : Index(request, shard, id, last);
    }

    /// <summary>Reads the document against the mapping and adds what is new in it. Returns whether time passed over that.</summary>
    private async ValueTask<bool> PrepareAsync(WriteRequest request, Shard shard, string id)
    {
        System.Text.Json.Nodes.JsonObject? update;
        try
        {
            update = _cluster.Indices.Mappings.Check(shard.Index, id, request.Source.Span);
        }
        catch (ElasticException)
        {
            shard.Counters.IndexFailed++;
            throw;
        }
        if (update is null) return false;
        // In a bulk the follower's engine speaks first; a single document meets the rule about its mapping (contract 0.6).
        if (shard.Index.IsFollower && request.InBulk) throw FollowingEngine();
        await _cluster.Indices.Mappings.AddAsync(shard.Index, update);
        return true;
    }

    private WriteOutcome Index(WriteRequest request, Shard shard, string id, Operation? last)
    {
        var created = last is not { Kind: OperationKind.Index };
        var operation = shard.Store.Append(OperationKind.Index, id, request.Routing, shard.PrimaryTerm, WriteConflicts.NextVersion(request, last), request.Source);
        shard.Counters.Indexed++;
        _cluster.Refreshes.Applied(shard);
        return new WriteOutcome(shard, id, created ? WriteResult.Created : WriteResult.Updated, operation.Version, operation.SeqNo, operation.PrimaryTerm)
        {
            Routing = request.Routing,
        };
    }

    private WriteOutcome Delete(WriteRequest request, Shard shard, string id, Operation? last)
    {
        var found = last is { Kind: OperationKind.Index };
        var operation = shard.Store.Append(OperationKind.Delete, id, request.Routing, shard.PrimaryTerm, WriteConflicts.NextVersion(request, last), default);
        _tombstones.Remember(operation);
        shard.Counters.Deleted++;
        _cluster.Refreshes.Applied(shard);
        return new WriteOutcome(shard, id, found ? WriteResult.Deleted : WriteResult.NotFound, operation.Version, operation.SeqNo, operation.PrimaryTerm)
        {
            Routing = request.Routing,
        };
    }

    private async ValueTask<WriteOutcome> UpdateAsync(WriteRequest request, Shard shard, string id)
    {
        var body = request.Update!;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var change = Updates.Prepare(request, body, shard, id, _cluster);
                if (change.Write is not { } write) return Kept(request, body, shard, change.Current!);
                var outcome = await ApplyAsync(write, shard, id);
                var shown = request.Shown ?? body.Shown;
                return shown is { IsShown: true } && write.Kind != WriteKind.Delete ? outcome with { Shown = shown.Apply(write.Source) } : outcome;
            }
            catch (ElasticException e) when (e.Type == "version_conflict_engine_exception" && attempt < request.RetryOnConflict)
            {
                // Somebody else was faster: read again.
            }
        }
    }

    private static WriteOutcome Kept(WriteRequest request, UpdateBody body, Shard shard, Operation current)
    {
        shard.Counters.NoopUpdates++;
        var shown = request.Shown ?? body.Shown;
        return new WriteOutcome(shard, current.Id, WriteResult.NoOp, current.Version, current.SeqNo, current.PrimaryTerm)
        {
            Routing = request.Routing,
            Shown = shown is { IsShown: true } ? shown.Apply(current.Source) : (ReadOnlyMemory<byte>?)null,
        };
    }

    private static void CheckStillThere(Shard shard)
    {
        if (!shard.Index.IsOpen) throw Errors.IndexClosed(shard.Index.Name, shard.Index.Uuid);
        IndexBlocks.Check(BlockLevel.Write, shard.Index);
    }

    private static ElasticException FollowingEngine() =>
        Errors.Status(403, "a following engine does not accept operations without an assigned sequence number");
}
