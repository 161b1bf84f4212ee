using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Facts;

/// <summary>
/// All that failing over and back takes of one user, whichever side it is on. <c>manage_follow_index</c> lets a user pause, close and
/// unfollow but not open again, so a promotion by such a user ends with a closed index: opening is asked for by its own name.
/// </summary>
internal static class JourneyPrivileges
{
    private static readonly string[] Cluster = ["monitor", "manage_ccr", "read_ccr"];

    private static readonly string[] Index =
        ["monitor", "read", "write", "manage_follow_index", "manage_leader_index", "create_index", "delete_index", "indices:admin/close", "indices:admin/open", "indices:admin/settings/update"];

    public static async Task<Answer<PrivilegeFacts>> ReadAsync(ElasticsearchCluster cluster, CancellationToken cancel)
    {
        if (cluster.Channel.Options.OperateCredential is null) return new Answer<PrivilegeFacts>.Success(new PrivilegeFacts(false, true, []));
        var answer = await cluster.Access.PrivilegesAsync(Power.Operate, Cluster, ["*"], Index, cancel);
        if (answer.TryGet(out var has, out var fault)) return new Answer<PrivilegeFacts>.Success(new PrivilegeFacts(false, false, Missing(has)));
        // Without security these calls are not there, and everybody may do everything.
        return fault is Fault.Refused or Fault.Missing or Fault.Failed { Error.Status: 405 or 500 } ? new Answer<PrivilegeFacts>.Success(new PrivilegeFacts(true, false, [])) : fault;
    }

    private static IReadOnlyList<string> Missing(Privileges has) =>
        [.. Cluster.Where(name => !has.Has(name)).Select(name => $"cluster: {name}"), .. Index.Where(name => !has.Has("*", name)).Select(name => $"index: {name}")];
}
