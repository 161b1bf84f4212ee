using System.Text;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;
using Switchback.Elasticsearch.Watching;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>A pair in which clusterB follows clusterA, all of it told by the test; it counts what it is asked.</summary>
internal sealed class KnownFleet : IPlanSources
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 3, 14, 7, TimeSpan.Zero);

    private readonly Dictionary<string, Member> _members = new() { ["clusterA"] = Answering("clusterA"), ["clusterB"] = Answering("clusterB") };

    public List<Item> Items { get; } = [];

    public List<FollowMapping> Memory { get; } = [];

    public Dictionary<string, List<IndexFacts>> Indices { get; } = new() { ["clusterA"] = [], ["clusterB"] = [] };

    public Dictionary<string, List<DataStream>> DataStreams { get; } = new() { ["clusterA"] = [], ["clusterB"] = [] };

    public List<AutoFollowPattern> Patterns { get; } = [];

    public List<RetentionLeaseId> Leases { get; } = [];

    public List<FollowerInfo> Infos { get; } = [];

    public List<AliasFacts> Aliases { get; } = [];

    public RemoteList? Seen { get; set; }

    public List<string> Remotes { get; } = ["clusterA"];

    public HashSet<string> Lacking { get; } = [];

    public HashSet<string> Remade { get; } = [];

    public Fault? AccessFault { get; set; }

    public License Licence { get; set; } = new("trial", "active", null);

    public Side? Observed { get; set; } = Side.Home;

    public Side? Recorded { get; set; }

    public int Reads { get; private set; }

    public FleetSnapshot Snapshot => new(1, Now, [.. _members.Values], [Pair()], Items, []);

    public static Member Answering(string name, string version = "9.2.1") => new(name, new MemberLine.Answering(), Now.AddSeconds(-1), version, $"uuid-of-{name}", TimeSpan.FromSeconds(2), false, null, 1);

    public void Set(Member member) => _members[member.Name] = member;

    public void Remove(string member) => _members.Remove(member);

    public void Down(string member) => _members[member] = Answering(member) with { Line = new MemberLine.NotAnswering(Now.AddMinutes(-1), "It does not answer.", false) };

    /// <summary>A follower on clusterB of an index on clusterA, that is remembered with parameters of its own.</summary>
    public Item Add(VerdictKind kind = VerdictKind.Following, string name = "bar", string leader = "foo", long bytes = 1000, Lag lag = default, Cause? cause = null, Remedy remedy = Remedy.None, bool remembered = true, string pair = "orders")
    {
        var item = new Item
        {
            Member = "clusterB",
            Name = name,
            Identity = $"uuid-of-{name}",
            Pair = pair,
            Source = new Source("clusterA", leader, _members.ContainsKey("clusterA") ? "clusterA" : null, $"uuid-of-{leader}"),
            Verdict = new Verdict(kind, kind == VerdictKind.SourceGone && cause is null ? "foo was deleted on clusterA." : "", cause, remedy),
            Parts = 1,
            Bytes = bytes,
            Lag = lag,
        };
        Items.Add(item);
        if (remembered) Memory.Add(new FollowMapping("clusterB", name, item.Identity, "clusterA", leader, $"uuid-of-{leader}", "clusterA", FollowValues.Effective(new Dictionary<string, string> { ["max_retry_delay"] = "1s" })));
        if (Indices["clusterA"].All(index => index.Name != leader)) AddIndex("clusterA", leader, bytes: bytes);
        if (kind is not VerdictKind.NotFollowed) AddIndex("clusterB", name, kind is VerdictKind.PausedAndClosed or VerdictKind.ClosedWhileActive or VerdictKind.LeftClosed ? IndexState.Closed : IndexState.Open);
        return item;
    }

    public void AddIndex(string cluster, string name, IndexState state = IndexState.Open, long bytes = 1000, int primaries = 1) =>
        Indices[cluster].Add(new IndexFacts(name, $"uuid-of-{name}", state, HealthStatus.Green, primaries, 0, 10, 0, bytes, bytes));

    public static RetentionLeaseId Lease(string follower, string leader, string cluster = "clusterB") => new(cluster, follower, $"uuid-of-{follower}", "clusterA", leader, $"uuid-of-{leader}");

    public Task<PlanOutcome> AskAsync(string verb, IEnumerable<ItemName> items, params (string Name, string Value)[] parameters) =>
        new OperationPlanner(this, CallsOf, new SetTime(Now)).PlanAsync(new PlanRequest(verb, [.. items], parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value)), "ann", TestContext.Current.CancellationToken);

    public Task<PlanOutcome> AskAsync(string verb, string names, params (string Name, string Value)[] parameters) =>
        AskAsync(verb, names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new ItemName("clusterB", name)), parameters);

    public async Task<Plan> PlanAsync(string verb, string names, params (string Name, string Value)[] parameters) => Made(await AskAsync(verb, names, parameters));

    public async Task<IReadOnlyList<Refusal>> RefusalsAsync(string verb, string names, params (string Name, string Value)[] parameters) =>
        Assert.IsType<PlanOutcome.Refused>(await AskAsync(verb, names, parameters)).Refusals;

    public static Plan Made(PlanOutcome outcome) => outcome is PlanOutcome.Made made
        ? made.Plan
        : throw new InvalidOperationException(string.Join('\n', ((PlanOutcome.Refused)outcome).Refusals));

    /// <summary>The steps in short: <c>close bar,baz!</c>, with a mark where there is no way back.</summary>
    public static string Shape(IEnumerable<PlanStep> steps) => string.Join("; ", steps.Select(step =>
        $"{step.Number} {step.Kind} {(step.Items.Count > 3 ? step.Items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) : string.Join(',', step.Items.Select(key => key[(key.IndexOf('/') + 1)..])))}{(step.IsPointOfNoReturn ? "!" : "")}{(step.EvenIfStopped ? "+" : "")}"));

    /// <summary>A renderer of the test's own: one call for each item, and a list for what goes by lists.</summary>
    private static IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step)
    {
        if (step.Kind is StepKinds.Close or StepKinds.Open or StepKinds.Delete) return [new StepCall(new PlannedCall(step.Member, $"{step.Kind} {step.Items.Count}", ""), step.Items)];
        return [.. step.Items.Select(key => new StepCall(new PlannedCall(step.Member, $"{step.Kind} {key}", ""), [key]))];
    }

    private PairView Pair() => new(
        new PairOptions { Id = "orders", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse(["*"]), Policy = new PairPolicy() },
        new SideView(Side.Home, "clusterA", Observed == Side.Home ? Role.Active : Role.Standby, "", 0), new SideView(Side.Away, "clusterB", Observed == Side.Away ? Role.Active : Role.Standby, "", 1),
        Recorded is { } side ? new ActiveRecord(side, Now, "ann", null) : null, new PairState(PairStateKind.Following, Grade.Fine, "", "", ""), Protection.Full,
        new Exposure(0, false, null, 0, 0, null), [], null, new PairHistory(), []);

    private Task<Answer<T>> Tell<T>(string cluster, Func<T> value)
    {
        Reads++;
        return Task.FromResult(_members.GetValueOrDefault(cluster)?.Line is MemberLine.Answering ? new Answer<T>.Success(value()) : (Answer<T>)new Fault.Unreachable("nobody is there"));
    }

    public IReadOnlyCollection<FollowMapping> Remembered() => Memory;

    public ClusterFacts? FactsOf(string cluster) => new ClusterFacts { Cluster = cluster, Streams = new Aged<IReadOnlyList<DataStream>>.Known(DataStreams.GetValueOrDefault(cluster, []), Now) };

    public Task<Answer<ServerIdentity>> IdentityAsync(string cluster, CancellationToken cancel) => Tell(cluster, () => new ServerIdentity("n", cluster, $"uuid-of-{cluster}", new ServerVersion(9, 2, 1), "9.2.1", "default"));

    public Task<Answer<License>> LicenceAsync(string cluster, CancellationToken cancel) => Tell(cluster, () => Licence);

    public Task<Answer<Privileges>> PrivilegesAsync(string cluster, IReadOnlyCollection<string> inCluster, IReadOnlyCollection<string> indices, IReadOnlyCollection<string> onIndices, CancellationToken cancel)
    {
        Reads++;
        if (AccessFault is { } fault) return Task.FromResult<Answer<Privileges>>(fault);
        var ofCluster = inCluster.ToDictionary(right => right, right => !Lacking.Contains(right));
        var ofIndices = indices.ToDictionary(name => name, name => (IReadOnlyDictionary<string, bool>)onIndices.ToDictionary(right => right, right => !Lacking.Contains(right) && !Lacking.Contains($"{right} on {name}")));
        return Task.FromResult<Answer<Privileges>>(new Answer<Privileges>.Success(new Privileges(ofCluster.Values.All(yes => yes) && ofIndices.Values.All(index => index.Values.All(yes => yes)), ofCluster, ofIndices)));
    }

    public Task<Answer<IReadOnlyDictionary<string, string>>> UuidsAsync(string cluster, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        Tell<IReadOnlyDictionary<string, string>>(cluster, () => Remade.ToDictionary(name => name, name => "another"));

    public Task<Answer<IReadOnlyList<FollowerInfo>>> FollowersAsync(string cluster, IReadOnlyCollection<string>? names, CancellationToken cancel) =>
        Tell<IReadOnlyList<FollowerInfo>>(cluster, () => cluster == "clusterB" ? Infos : []);

    public Task<Answer<IReadOnlyList<IndexFacts>>> IndicesAsync(string cluster, CancellationToken cancel) => Tell<IReadOnlyList<IndexFacts>>(cluster, () => Indices[cluster]);

    public Task<Answer<IReadOnlyList<AliasFacts>>> AliasesAsync(string cluster, CancellationToken cancel) => Tell<IReadOnlyList<AliasFacts>>(cluster, () => Aliases);

    public Task<Answer<IReadOnlyList<DataStream>>> StreamsAsync(string cluster, CancellationToken cancel) => Tell<IReadOnlyList<DataStream>>(cluster, () => DataStreams[cluster]);

    public Task<Answer<IReadOnlyList<AutoFollowPattern>>> PatternsAsync(string cluster, CancellationToken cancel) => Tell<IReadOnlyList<AutoFollowPattern>>(cluster, () => Patterns);

    public Task<Answer<IReadOnlyList<RemoteInfo>>> RemotesAsync(string cluster, CancellationToken cancel) =>
        Tell<IReadOnlyList<RemoteInfo>>(cluster, () => [.. Remotes.Select(alias => new RemoteInfo(alias, true, "sniff", [], null, 1, false, false))]);

    public Task<Answer<RemoteList>> ThroughAsync(string cluster, string alias, CancellationToken cancel) =>
        Seen is { } seen ? Tell(cluster, () => seen) : Task.FromResult<Answer<RemoteList>>(new Fault.Unreachable("nobody is there"));

    public Task<Answer<LeaseList>> LeasesAsync(string cluster, CancellationToken cancel) =>
        Tell(cluster, () => new LeaseList(cluster == "clusterA" ? Leases : [], Indices[cluster].Where(index => index.State == IndexState.Open).Select(index => index.Name).ToHashSet()));
}
