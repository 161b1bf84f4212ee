using System.Globalization;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Monitoring.Cat;

/// <summary>_cat calls about indices and their shards.</summary>
public static class CatIndexCalls
{
    // The header of an empty shard's files.
    private const long EmptyStore = 208;

    public static IEnumerable<Route> Routes =>
    [
        .. Both("/_cat/indices", "indices:monitor/settings/get", Indices),
        .. Both("/_cat/shards", "indices:monitor/stats", Shards).Select(OverState),
        .. Both("/_cat/recovery", "indices:monitor/recovery", Recovery),
        .. Both("/_cat/count", "indices:data/read/search", Count),
        .. Both("/_cat/segments", "indices:monitor/segments", Segments).Select(OverState),
        .. new[] { "/_cat/aliases", "/_cat/aliases/{name}" }.Select(template => Cat(template, "indices:admin/aliases/get", Aliases)),
    ];

    /// <summary>Before anything else the call looks at the cluster's state.</summary>
    internal static Route OverState(Route route) => route with { FirstAction = "cluster:monitor/state" };

    private static IEnumerable<Route> Both(string template, string action, Func<RestCall, CatTable> table) =>
        [Cat(template, action, table), Cat(template + "/{index}", action, table)];

    internal static Route Cat(string template, string action, Func<RestCall, CatTable> table) =>
        new("GET", template, action, call => Task.FromResult(table(call).Answer(call))) { Parameters = [.. CatTable.Parameters, .. IndicesOptions.Parameters] };

    private static CatTable Indices(RestCall call)
    {
        var table = new CatTable(
        [
            new("health", "h"), new("status", "s"), new("index", "i,idx"), new("uuid", "id,uuid"),
            new("pri", "p,shards.primary,shardsPrimary", AlignsRight: true), new("rep", "r,shards.replica,shardsReplica", AlignsRight: true),
            new("docs.count", "dc,docsCount", AlignsRight: true), new("docs.deleted", "dd,docsDeleted", AlignsRight: true),
            new("creation.date", "cd", IsShown: false), new("creation.date.string", "cds", IsShown: false),
            new("store.size", "ss,storeSize", AlignsRight: true), new("pri.store.size", "", AlignsRight: true),
            .. call.Cluster.Profile.ShowsDatasetSize ? new[] { new CatColumn("dataset.size", "", AlignsRight: true) } : [],
        ]);
        var wanted = call.Query("health");
        foreach (var index in call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpand)))
        {
            var health = HealthCalls.Word(HealthNumbers.Of(index).Status);
            if (wanted is not null && !string.Equals(wanted, health, StringComparison.OrdinalIgnoreCase)) continue;
            var started = index.IsOpen ? index.Shards.Where(shard => shard.IsStarted).ToList() : [];
            long? Sum(Func<Shard, long> number) => started.Count == 0 ? null : started.Sum(number);
            var size = CatCell.Size(Sum(shard => shard.Store.StoredBytes + EmptyStore));
            List<CatCell> row =
            [
                health, index.IsOpen ? "open" : "close", index.Name, index.Uuid, CatCell.Of(index.Shards.Count), CatCell.Of(index.Replicas),
                Text(Sum(shard => shard.Store.VisibleCount)), Text(Sum(shard => shard.Store.VisibleDeleted)),
                CatCell.Of(index.CreationDate), DateTimeOffset.FromUnixTimeMilliseconds(index.CreationDate).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                size, size,
            ];
            if (call.Cluster.Profile.ShowsDatasetSize) row.Add(size);
            table.Add([.. row]);
        }
        return table;
    }

    private static CatTable Shards(RestCall call)
    {
        var table = new CatTable(
            new("index", "i,idx"), new("shard", "s,sh"), new("prirep", "p,pr,primaryOrReplica"), new("state", "st"), new("docs", "d,dc", AlignsRight: true),
            new("store", "sto", AlignsRight: true), new("ip"), new("id", "", IsShown: false), new("node", "n"), new("unassigned.reason", "ur", IsShown: false),
            new("seq_no.max", "sqm,maxSeqNo", IsShown: false, AlignsRight: true), new("seq_no.local_checkpoint", "sql,localCheckpoint", IsShown: false, AlignsRight: true),
            new("seq_no.global_checkpoint", "sqg,globalCheckpoint", IsShown: false, AlignsRight: true));
        var node = call.Cluster.Node;
        foreach (var index in call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpandHidden)))
        {
            foreach (var shard in index.Shards)
            {
                var placed = shard.Routing != ShardRouting.Unassigned;
                var up = shard.IsStarted;
                table.Add(index.Name, CatCell.Of(shard.Id), "p", State(shard.Routing),
                    up ? CatCell.Of(shard.Store.VisibleCount) : default, up ? CatCell.Size(shard.Store.StoredBytes + EmptyStore) : default,
                    placed ? node.Host : null, placed ? node.Id : null, placed ? node.Name : null, placed ? null : "CLUSTER_RECOVERED",
                    up ? CatCell.Of(shard.Store.MaxSeqNo) : default, up ? CatCell.Of(shard.Store.LocalCheckpoint) : default, up ? CatCell.Of(shard.Store.GlobalCheckpoint) : default);
                for (var replica = 0; replica < index.Replicas; replica++)
                    table.Add(index.Name, CatCell.Of(shard.Id), "r", "UNASSIGNED", default, default, null, null, null, "INDEX_CREATED", default, default, default);
            }
        }
        return table;
    }

    private static CatTable Recovery(RestCall call)
    {
        var table = new CatTable(
            new("index", "i,idx"), new("shard", "s,sh"), new("start_time", "start", IsShown: false), new("time", "t,ti"), new("type", "ty"), new("stage", "st"),
            new("source_host", "shost"), new("source_node", "snode"), new("target_host", "thost"), new("target_node", "tnode"), new("repository", "rep"),
            new("snapshot", "snap"), new("files", "f"), new("files_recovered", "fr"), new("files_percent", "fp"), new("files_total", "tf"), new("bytes", "b"),
            new("bytes_recovered", "br"), new("bytes_percent", "bp"), new("bytes_total", "tb"), new("translog_ops", "to"), new("translog_ops_recovered", "tor"),
            new("translog_ops_percent", "top"));
        foreach (var index in call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpandHidden)))
        {
            foreach (var shard in index.Shards)
            {
                if (shard.Recovery is not { } recovery || shard.Routing == ShardRouting.Unassigned) continue;
                if (call.Flag("active_only") && recovery.Stage == RecoveryStage.Done) continue;
                var node = call.Cluster.Node;
                var local = recovery.Type == RecoveryType.LocalShards;
                table.Add(index.Name, CatCell.Of(shard.Id), CatCell.Of(recovery.StartMillis), CatCell.Time((recovery.StopMillis ?? call.Cluster.NowMillis) - recovery.StartMillis),
                    RecoveryCalls.TypeOf(recovery).ToLowerInvariant(), RecoveryCalls.StageOf(recovery).ToLowerInvariant(),
                    local ? node.Host : "n/a", local ? node.Name : "n/a", node.Host, node.Name, recovery.Source?.Repository ?? "n/a", recovery.Source?.Snapshot ?? "n/a",
                    CatCell.Of(recovery.TotalFiles - recovery.ReusedFiles), CatCell.Of(recovery.RecoveredFiles), RecoveryCalls.FilesPercent(recovery), CatCell.Of(recovery.TotalFiles),
                    CatCell.Of(recovery.TotalBytes - recovery.ReusedBytes), CatCell.Of(recovery.RecoveredBytes), RecoveryCalls.BytesPercent(recovery), CatCell.Of(recovery.TotalBytes),
                    "0", "0", "100.0%");
            }
        }
        return table;
    }

    private static CatTable Count(RestCall call)
    {
        var table = new CatTable(new("epoch", "t,time"), new("timestamp", "ts,hms,hhmmss"), new("count", "dc,docs.count,docsCount"));
        var indices = call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpandOpenAndForbidClosed));
        var count = indices.SelectMany(index => index.Shards).Where(shard => shard.IsStarted).Sum(shard => shard.Store.VisibleCount);
        table.Add(CatCell.Of(call.Cluster.Now.ToUnixTimeSeconds()), call.Cluster.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture), CatCell.Of(count));
        return table;
    }

    private static CatTable Segments(RestCall call)
    {
        var table = new CatTable(new("index", "i,idx"), new("shard", "s,sh"), new("prirep", "p,pr,primaryOrReplica"), new("ip"), new("segment", "seg"),
            new("generation", "g,gen", AlignsRight: true), new("docs.count", "dc,docsCount", AlignsRight: true), new("docs.deleted", "dd,docsDeleted", AlignsRight: true),
            new("size", "si", AlignsRight: true));
        foreach (var shard in call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpandOpenAndForbidClosed)).SelectMany(index => index.Shards))
        {
            if (!shard.IsStarted || shard.Store.VisibleCount + shard.Store.VisibleDeleted == 0) continue;
            table.Add(shard.Index.Name, CatCell.Of(shard.Id), "p", call.Cluster.Node.Host, "_0", "0", CatCell.Of(shard.Store.VisibleCount), CatCell.Of(shard.Store.VisibleDeleted), CatCell.Size(shard.Store.StoredBytes));
        }
        return table;
    }

    private static CatTable Aliases(RestCall call)
    {
        var table = new CatTable(new("alias", "a"), new("index", "i,idx"), new("filter", "f,fi"), new("routing.index", "ri,routingIndex"),
            new("routing.search", "rs,routingSearch"), new("is_write_index", "w,isWriteIndex"));
        var names = call.Value("name")?.Split(',') ?? ["*"];
        foreach (var index in call.Cluster.Indices.Resolve("_all", IndicesOptions.StrictExpandHidden))
            foreach (var alias in index.Aliases.Values.Where(alias => names.Any(name => name == "_all" || Wildcard.Matches(name, alias.Name))))
                table.Add(alias.Name, index.Name, alias.Filter is null ? "-" : "*", alias.IndexRouting ?? "-", alias.SearchRouting ?? "-",
                    alias.IsWriteIndex switch { null => "-", true => "true", false => "false" });
        return table;
    }

    private static CatCell Text(long? number) => number is { } n ? CatCell.Of(n) : default;

    private static string State(ShardRouting routing) => routing switch
    {
        ShardRouting.Started => "STARTED",
        ShardRouting.Initializing => "INITIALIZING",
        ShardRouting.Unassigned => "UNASSIGNED",
        _ => throw new ArgumentOutOfRangeException(nameof(routing)),
    };
}
