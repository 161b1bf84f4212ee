using Microsoft.Extensions.Logging.Abstractions;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Elasticsearch.Watching;
using Switchback.Lab.Hosting;
using ClusterOptions = Switchback.Elasticsearch.Configuration.ClusterOptions;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>Two lab clusters, watched at a quick pace, and the planner over them with its reads as they are.</summary>
internal sealed class PlannedLab : IFleetKnowledge, IAsyncDisposable
{
    private static readonly WatchPace Pace = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400));

    private readonly CancellationTokenSource _over = new();
    private readonly ElasticsearchClusters _clusters;
    private readonly FleetMonitor _monitor = new(TimeProvider.System);
    private readonly Task _watching;

    private PlannedLab(LabPair pair, Credential credential, string[] watched)
    {
        Pair = pair;
        _clusters = new ElasticsearchClusters(
            watched.Select(name => new ClusterOptions { Name = name, Urls = [new Uri(pair.Url(name) + "/")], ReadCredential = credential, OperateCredential = credential }),
            TimeProvider.System, new Random(7), NullLogger<ElasticsearchCluster>.Instance);
        PairOptions[] pairs = watched.Length < 2 ? [] : [new PairOptions { Id = "all", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse(["*"]), Policy = new PairPolicy() }];
        var assembler = new FleetAssembler(watched, Pace, pairs, this, _monitor, TimeProvider.System);
        Planner = new OperationPlanner(
            new PlanSources(_monitor, assembler, _clusters, null, TimeProvider.System),
            (plan, step) => new StepBook().CallsOf(plan, step), TimeProvider.System);
        Driver = new ElasticsearchDriver(_clusters, Planner, new StepBook(), new StepTiming(), TimeProvider.System);
        _watching = new FleetWatch(_clusters, Pace, assembler, TimeProvider.System, new Random(7), NullLogger<FleetWatch>.Instance).RunAsync(_over.Token);
    }

    public LabPair Pair { get; }

    public ElasticsearchDriver Driver { get; }

    public OperationPlanner Planner { get; }

    public static async Task<PlannedLab> StartAsync(string version, Superuser? superuser = null, params string[] watched)
    {
        var pair = await LabPair.StartAsync(version, superuser: superuser);
        return new PlannedLab(pair, pair.A.Channel.Options.ReadCredential, watched.Length > 0 ? watched : ["clusterA", "clusterB"]);
    }

    public Task<FleetSnapshot> UntilAsync(Func<FleetSnapshot, bool> isSo) =>
        LabPair.UntilAsync(() => Task.FromResult(_monitor.Current), snapshot => snapshot.Members.All(member => member.Line is MemberLine.Answering) && isSo(snapshot));

    public Task<FleetSnapshot> UntilDownAsync(string cluster) => LabPair.UntilAsync(() => Task.FromResult(_monitor.Current), snapshot => snapshot.Member(cluster)!.Line is MemberLine.NotAnswering);

    public Task<FleetSnapshot> UntilAsync(string follower, VerdictKind kind) => UntilAsync(snapshot => snapshot.Items.Any(item => item.Name == follower && item.Verdict.Kind == kind && item.Identity is not null));

    public Task<PlanOutcome> AskAsync(string verb, string member, string name, params (string Name, string Value)[] parameters) =>
        Planner.PlanAsync(new PlanRequest(verb, [.. name.Split(' ').Select(one => new ItemName(member, one))], parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value)), "ann", TestContext.Current.CancellationToken);

    ActiveRecord? IFleetKnowledge.ActiveOf(string pair) => null;

    IReadOnlyList<ReadinessReport> IFleetKnowledge.ReadinessOf(string pair) => [];

    IReadOnlyList<AutoFollowPattern> IFleetKnowledge.PatternsOf(string cluster) => [];

    TimeSpan IFleetKnowledge.LeasePeriod(string? cluster, string index) => TimeSpan.FromHours(12);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching.ContinueWith(static _ => { }, TaskScheduler.Default);
        _over.Dispose();
        _clusters.Dispose();
        await Pair.DisposeAsync();
    }
}
