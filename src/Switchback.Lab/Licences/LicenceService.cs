using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Licences;

/// <summary>What one cluster is licensed for. A new cluster has a trial of 30 days.</summary>
public sealed class LicenceService
{
    private static readonly TimeSpan TrialPeriod = TimeSpan.FromDays(30);

    private readonly Cluster _cluster;

    public LicenceService(Cluster cluster)
    {
        _cluster = cluster;
        Current = Make(LicenceType.Trial);
    }

    public Licence Current { get; private set; }

    /// <summary>A trial is given once.</summary>
    public bool TrialUsed { get; set; } = true;

    /// <summary>Throws the 403 unless this cluster is licensed for a feature (contract 2.0).</summary>
    public void Requires(string feature)
    {
        if (!Allows(feature)) throw Errors.NotLicensed(feature);
    }

    public bool Allows(string feature) => Current.Type.Allows(feature) && (!Current.Type.Ends || _cluster.NowMillis < Current.Expires);

    /// <summary>
    /// Asked of the leader's service by a cluster that wants to follow: what to follow is "remote index [a:foo] metadata" or
    /// "remote cluster state".
    /// </summary>
    public void RequiresFor(string alias, string toFetch, string feature = "ccr")
    {
        if (Allows(feature)) return;
        throw Errors.Status(400,
            $"can not fetch {toFetch} as the remote cluster [{alias}] is not licensed for [{feature}]; "
            + $"the license mode [{Current.Type.Name.ToUpperInvariant()}] on cluster [{alias}] does not enable [{feature}]");
    }

    /// <summary>As if this type had been there from the start: what a rehearsal sets.</summary>
    public void Set(string type)
    {
        var wanted = LicenceType.Find(type) ?? throw Errors.IllegalArgument($"unknown license type [{type}]");
        Current = Make(wanted);
        TrialUsed = wanted == LicenceType.Trial;
    }

    /// <summary>Replaces the licence by another that begins now.</summary>
    public void Change(LicenceType type)
    {
        Current = Make(type);
        TrialUsed |= type == LicenceType.Trial;
    }

    private Licence Make(LicenceType type)
    {
        var now = _cluster.NowMillis;
        long? expires = type.Ends ? now + (long)TrialPeriod.TotalMilliseconds : null;
        return new Licence(_cluster.Ids.NewGuid(), type, now, expires, _cluster.Name);
    }
}
