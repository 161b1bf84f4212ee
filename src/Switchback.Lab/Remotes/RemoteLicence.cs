using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Remotes;

/// <summary>What every use of CCR asks first: is the other side licensed for it too?</summary>
public static class RemoteLicence
{
    /// <summary>
    /// Throws the 404 of an unknown alias, the 400 of a remote that is not licensed, and the 400 of one that cannot be asked.
    /// <paramref name="toFetch"/> is "remote index [a:foo] metadata" or "remote cluster state".
    /// </summary>
    public static async Task RequireLicenceAsync(this RemoteService remotes, string alias, string toFetch)
    {
        remotes.Require(alias);
        Cluster licensed;
        try
        {
            licensed = await remotes.SendAsync(alias, "cluster:monitor/xpack/info", Task.FromResult);
        }
        catch (ElasticException e)
        {
            throw new ElasticException(400, "status_exception",
                $"can not fetch {toFetch} as the license state of the remote cluster [{alias}] could not be determined")
            {
                CausedBy = new ElasticException(500, "exception", $"could not determine the license type for cluster [{alias}]") { CausedBy = e },
            };
        }
        licensed.Licence.RequiresFor(alias, toFetch);
    }
}
