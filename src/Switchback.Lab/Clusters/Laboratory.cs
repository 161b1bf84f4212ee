using Switchback.Lab.Faults;
using Switchback.Lab.Hosting;
using Switchback.Lab.Load;
using Switchback.Lab.Time;
using Switchback.Lab.Transport;
using Switchback.Lab.Truth;

namespace Switchback.Lab.Clusters;

/// <summary>Every cluster of one lab, the clock they share and the links between them.</summary>
public sealed class Laboratory : IDisposable
{
    /// <summary>Transport addresses are handed out from here on; nothing listens on them.</summary>
    public const int FirstTransportPort = 9300;

    private readonly List<ClusterIdentity> _identities = [];
    private readonly List<Cluster> _clusters = [];

    public Laboratory(LabOptions options, TimeProvider machine)
    {
        Options = options;
        Clock = new LabClock(machine, options.ClockRuns, options.StartTime);
        Loop = new LabLoop(Clock);
        Loop.Faulted += Faults.Enqueue;
        Network = new Network();
        Load = new LoadGenerators(this);
        foreach (var cluster in options.Clusters)
            _identities.Add(ClusterIdentity.Make(options.Seed, cluster.Name, cluster.Profile, _identities.Count));
        _clusters.AddRange(_identities.Select(identity => new Cluster(this, identity)));
    }

    public LabOptions Options { get; }

    public LabClock Clock { get; }

    public LabLoop Loop { get; }

    public Network Network { get; }

    public RequestFaults RequestFaults { get; } = new();

    /// <summary>What was acknowledged and what took effect, written down apart from the clusters' own data.</summary>
    public TruthRecord Truth { get; } = new();

    public LoadGenerators Load { get; }

    public IReadOnlyList<Cluster> Clusters => _clusters;

    /// <summary>Exceptions that no answer carried: bugs of the lab. Tests assert that there are none.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<Exception> Faults { get; } = new();

    public Cluster this[string name] => Find(name) ?? throw new KeyNotFoundException($"no cluster named {name}");

    public Cluster? Find(string name) => _clusters.Find(cluster => cluster.Name == name);

    public Cluster? AtAddress(string transportAddress) => _clusters.Find(cluster => cluster.Node.TransportAddress == transportAddress);

    /// <summary>A process ends: whoever talked to it sees the connection break, and what it was doing is lost. Runs on the loop.</summary>
    public void Stop(Cluster cluster)
    {
        cluster.Runtime.Stop();
        Network.Forget(cluster);
        Network.Break((_, to) => to == cluster);
    }

    /// <summary>
    /// Every cluster as new, running, with nothing in it; links whole; the clock back on the machine's. Names, uuids and addresses stay.
    /// What was under way in the old ones ends without an answer. Runs on the loop.
    /// </summary>
    public void Reset()
    {
        foreach (var cluster in _clusters)
        {
            cluster.Runtime.Stop();
            Network.Forget(cluster);
        }
        Network.Reset();
        RequestFaults.Clear();
        Load.Clear();
        Truth.Clear();
        Clock.ForgetOffset();
        for (var i = 0; i < _clusters.Count; i++) _clusters[i] = new Cluster(this, _identities[i]);
    }

    public void Dispose() => Loop.Dispose();
}
