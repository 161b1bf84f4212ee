using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Scenarios;
using Switchback.Lab.Seeding;

namespace Switchback.Lab.Control;

/// <summary>Thousands of followers in one call, by <c>/_lab/seed</c>.</summary>
public sealed class SeedControl(Laboratory lab)
{
    private const int Most = 50_000;

    // Between portions the loop serves everybody else.
    private const int Portion = 250;

    public async Task<JsonObject> SeedAsync(ControlRequest request)
    {
        request.Knows("leader", "follower", "count", "prefix", "documents");
        var leader = Known(request, "leader");
        var follower = Known(request, "follower");
        if (leader == follower) throw new ControlException(400, "'leader' and 'follower' are the same cluster");
        var count = (int)(request.Number("count") ?? throw new ControlException(400, "'count' is missing"));
        if (count is < 1 or > Most) throw new ControlException(400, $"'count' must be between 1 and {Most}");
        var documents = (int)Math.Min(request.Number("documents") ?? 3, 10_000);
        var prefix = request.Text("prefix") ?? "bulk-";
        var alias = leader.Name;
        // The follower's side knows the leader under its own name before it follows anything there.
        await new LabCaller(lab).PutAsync(follower.Name, "/_cluster/settings", new JsonObject
        {
            ["persistent"] = new JsonObject { [$"cluster.remote.{alias}.seeds"] = new JsonArray(leader.Node.TransportAddress) },
        });
        var made = 0;
        while (made < count)
        {
            var from = made;
            var to = Math.Min(count, made + Portion);
            made += await lab.Loop.InvokeAsync(() => Make(new FollowerSeed(leader, follower, alias), leader, follower, prefix, from, to, documents));
        }
        return new JsonObject { ["seeded"] = count };
    }

    private static int Make(FollowerSeed seed, Cluster leader, Cluster follower, string prefix, int from, int to, int documents)
    {
        for (var i = from; i < to; i++)
        {
            var name = prefix + i.ToString("00000", CultureInfo.InvariantCulture);
            if (leader.State.Find(name) is not null || follower.State.Find(name) is not null)
                throw new ControlException(409, $"'{name}' exists already; choose another 'prefix'");
            seed.Make(name, documents);
        }
        leader.State.Version++;
        follower.State.Version++;
        return to - from;
    }

    private Cluster Known(ControlRequest request, string field) =>
        lab.Find(request.RequireText(field)) ?? throw new ControlException(404, $"no cluster '{request.Text(field)}'");
}
