using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.Monitoring.Cat;

/// <summary>_cat calls about the cluster and its node.</summary>
public static class CatNodeCalls
{
    public static IEnumerable<Route> Routes =>
    [
        CatIndexCalls.Cat("/_cat/health", "cluster:monitor/health", Health),
        CatIndexCalls.OverState(CatIndexCalls.Cat("/_cat/nodes", "cluster:monitor/nodes/info", Nodes)),
        CatIndexCalls.Cat("/_cat/master", "cluster:monitor/state", Master),
        CatIndexCalls.OverState(CatIndexCalls.Cat("/_cat/allocation", "cluster:monitor/nodes/stats", Allocation)),
        CatIndexCalls.OverState(CatIndexCalls.Cat("/_cat/allocation/{nodes}", "cluster:monitor/nodes/stats", Allocation)),
        CatIndexCalls.Cat("/_cat/pending_tasks", "cluster:monitor/task", PendingTasks),
        CatIndexCalls.OverState(CatIndexCalls.Cat("/_cat/plugins", "cluster:monitor/nodes/info", _ => new CatTable(new("name", "n"), new("component", "c"), new("version", "v")))),
    ];

    private static CatTable Health(RestCall call)
    {
        var table = new CatTable(new("epoch", "t,time"), new("timestamp", "ts,hms,hhmmss"), new("cluster", "cl"), new("status", "st"), new("node.total", "nt,nodeTotal", AlignsRight: true),
            new("node.data", "nd,nodeData", AlignsRight: true), new("shards", "t,sh,shards.total,shardsTotal", AlignsRight: true), new("pri", "p,shards.primary,shardsPrimary", AlignsRight: true),
            new("relo", "r,shards.relocating,shardsRelocating", AlignsRight: true), new("init", "i,shards.initializing,shardsInitializing", AlignsRight: true),
            new("unassign", "u,shards.unassigned,shardsUnassigned", AlignsRight: true), new("pending_tasks", "pt,pendingTasks", AlignsRight: true),
            new("max_task_wait_time", "mtwt,maxTaskWaitTime", AlignsRight: true), new("active_shards_percent", "asp,activeShardsPercent", AlignsRight: true));
        var cluster = call.Cluster;
        var numbers = HealthNumbers.Of(cluster.State.Indices.Values);
        table.Add(CatCell.Of(cluster.Now.ToUnixTimeSeconds()), cluster.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture), cluster.Name, HealthCalls.Word(numbers.Status), "1", "1",
            CatCell.Of(numbers.Active), CatCell.Of(numbers.ActivePrimaries), "0", CatCell.Of(numbers.Initializing), CatCell.Of(numbers.Unassigned),
            CatCell.Of(cluster.Master.Pending), "-", numbers.ActivePercent.ToString("0.0", CultureInfo.InvariantCulture) + "%");
        return table;
    }

    private static CatTable Nodes(RestCall call)
    {
        var table = new CatTable(new("id", "id,nodeId", IsShown: false), new("pid", "p", IsShown: false), new("ip", "i"), new("port", "po", IsShown: false),
            new("http_address", "http", IsShown: false), new("version", "v", IsShown: false), new("heap.percent", "hp,heapPercent", AlignsRight: true),
            new("ram.percent", "rp,ramPercent", AlignsRight: true), new("cpu", "", AlignsRight: true), new("load_1m", "l", AlignsRight: true), new("load_5m", "l", AlignsRight: true),
            new("load_15m", "l", AlignsRight: true), new("node.role", "r,role,nodeRole"), new("master", "m"), new("name", "n"));
        var node = call.Cluster.Node;
        var id = call.Flag("full_id") ? node.Id : node.Id[..4];
        table.Add(id, "1", node.Host, node.TransportAddress.Split(':')[1], node.HttpAddress, call.Cluster.Profile.Number, "20", "50", "1", "0.10", "0.10", "0.10",
            call.Cluster.Profile.RoleLetters, "*", node.Name);
        return table;
    }

    private static CatTable Master(RestCall call)
    {
        var table = new CatTable(new("id"), new("host", "h"), new("ip"), new("node", "n"));
        var node = call.Cluster.Node;
        table.Add(node.Id, node.Host, node.Host, node.Name);
        return table;
    }

    private static CatTable Allocation(RestCall call)
    {
        var table = new CatTable(new("shards", "s", AlignsRight: true), new("disk.indices", "di,diskIndices", AlignsRight: true), new("disk.used", "du,diskUsed", AlignsRight: true),
            new("disk.avail", "da,diskAvail", AlignsRight: true), new("disk.total", "dt,diskTotal", AlignsRight: true), new("disk.percent", "dp,diskPercent", AlignsRight: true),
            new("host", "h"), new("ip"), new("node", "n"));
        var cluster = call.Cluster;
        var disk = NodeDisk.Of(cluster);
        var numbers = HealthNumbers.Of(cluster.State.Indices.Values);
        table.Add(CatCell.Of(numbers.Active), CatCell.Size(disk.Indices), CatCell.Size(disk.Used), CatCell.Size(disk.Free), CatCell.Size(disk.Total),
            CatCell.Of(100 * disk.Used / disk.Total), cluster.Node.Host, cluster.Node.Host, cluster.Node.Name);
        if (numbers.Unassigned > 0) table.Add(CatCell.Of(numbers.Unassigned), default, default, default, default, default, null, null, "UNASSIGNED");
        return table;
    }

    private static CatTable PendingTasks(RestCall call) =>
        new(new("insertOrder", "o", AlignsRight: true), new("timeInQueue", "t", AlignsRight: true), new("priority", "p"), new("source", "s"));
}
