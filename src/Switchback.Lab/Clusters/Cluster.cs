using Switchback.Lab.AutoFollow;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Licences;
using Switchback.Lab.Remotes;
using Switchback.Lab.Replication;
using Switchback.Lab.Search;
using Switchback.Lab.Security;
using Switchback.Lab.Tasks;
using Switchback.Lab.Templates;

namespace Switchback.Lab.Clusters;

/// <summary>
/// One simulated cluster of one node: its state, its process, its services. What a service keeps in memory only it drops
/// when the process stops; what it keeps in <see cref="State"/> stays.
/// </summary>
public sealed class Cluster
{
    public Cluster(Laboratory lab, ClusterIdentity identity)
    {
        Lab = lab;
        Name = identity.Name;
        Profile = identity.Profile;
        Uuid = identity.Uuid;
        Node = identity.Node;
        Ids = identity.Ids;
        Runtime = new NodeRuntime(lab.Loop);
        State = new ClusterState();
        Master = new Master(Runtime, State) { Cost = lab.Options.MasterCost };
        Runtime.Stopped += Master.Forget;
        Waits = new StateWaits(this);
        Templates = new TemplateService(this);
        Indices = new IndexService(this);
        Refreshes = new RefreshService(this);
        Documents = new DocumentService(this);
        Search = new SearchService(this);
        Security = new SecurityService(this);
        Licence = new LicenceService(this);
        Remotes = new RemoteService(this);
        Tasks = new TaskRegistry(this);
        Replication = new ReplicationService(this);
        AutoFollow = new AutoFollowService(this);
        Rest = new RestPipeline(this, Routes.For(Profile, Security.IsOn));
    }

    public Laboratory Lab { get; }

    public string Name { get; }

    public string Uuid { get; }

    public Profile Profile { get; private set; }

    public NodeIdentity Node { get; }

    public Ids Ids { get; }

    public NodeRuntime Runtime { get; }

    public ClusterState State { get; }

    public Master Master { get; }

    public StateWaits Waits { get; }

    public TemplateService Templates { get; }

    public IndexService Indices { get; }

    public RefreshService Refreshes { get; }

    public DocumentService Documents { get; }

    public SearchService Search { get; }

    public SecurityService Security { get; }

    public LicenceService Licence { get; }

    public RemoteService Remotes { get; }

    public TaskRegistry Tasks { get; }

    public ReplicationService Replication { get; }

    public AutoFollowService AutoFollow { get; }

    public RestPipeline Rest { get; private set; }

    /// <summary>The process begins again as another version, with its data. To be called while it is stopped.</summary>
    public void RunAs(Profile profile)
    {
        Profile = profile;
        Rest = new RestPipeline(this, Routes.For(profile, Security.IsOn));
    }

    public DateTimeOffset Now => Lab.Clock.GetUtcNow();

    public long NowMillis => Lab.Clock.UnixMillis;
}
