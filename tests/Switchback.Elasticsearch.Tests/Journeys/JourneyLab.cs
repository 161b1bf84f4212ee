using Microsoft.Extensions.Logging.Abstractions;
using Switchback.Core.Approvals;
using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;
using Switchback.Core.Readiness;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>A pair of lab clusters with everything over it that the app has but pages: it is watched, planned for, run on and recorded.</summary>
internal sealed class JourneyLab : IFleetKnowledge, IPeople, IAsyncDisposable
{
    public static readonly Actor Operator = new("rehearsal:operator", MayOperate: true, Name: "Otto");
    public static readonly Actor Anna = new("rehearsal:approver", MayOperate: false, MayApprove: true, Name: "Anna");
    public static readonly Actor Sven = new("rehearsal:second-approver", MayOperate: false, MayApprove: true, Name: "Sven");

    private static readonly WatchPace Pace = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));

    private readonly CancellationTokenSource _over = new();
    private readonly ElasticsearchClusters _clusters;
    private readonly FleetMonitor _monitor = new(TimeProvider.System);
    private readonly FleetAssembler _assembler;
    private readonly Task _watching;
    private CancellationTokenSource _life = new();
    private ActiveRecords? _records;
    private RunWorkers _workers = null!;
    private int _lives;

    private JourneyLab(LabPair pair, PairOptions options)
    {
        (Pair, Options) = (pair, options);
        _clusters = new ElasticsearchClusters(
            new[] { "clusterA", "clusterB" }.Select(name => new ClusterOptions
            {
                Name = name,
                Urls = [new Uri(pair.Url(name) + "/")],
                OperateCredential = new Credential.Anonymous(),
                ReadTimeout = TimeSpan.FromSeconds(2),
                WriteTimeout = TimeSpan.FromSeconds(5),
            }),
            TimeProvider.System, new Random(7), NullLogger<ElasticsearchCluster>.Instance);
        Journal = new MemoryJournal(TimeProvider.System);
        _assembler = new FleetAssembler(["clusterA", "clusterB"], Pace, [options], this, _monitor, TimeProvider.System);
        Begin();
        _watching = new FleetWatch(_clusters, Pace, _assembler, TimeProvider.System, new Random(7), NullLogger<FleetWatch>.Instance).RunAsync(_over.Token);
    }

    /// <summary>A life of the app: everything that is made anew when it starts. What it had in mind is gone, what it had sent is not called back.</summary>
    private void Begin()
    {
        _records = new ActiveRecords(Journal, [Options]);
        Book = new RunBook(Journal);
        Book.Changed += _records.Take;
        _records.Changed += _assembler.Refresh;
        var book = new StepBook(Copies);
        var planner = new OperationPlanner(new PlanSources(_monitor, _assembler, _clusters, null, TimeProvider.System, Book), (plan, step) => book.CallsOf(plan, step), TimeProvider.System);
        var timing = new StepTiming { Unfollow = TimeSpan.FromSeconds(2), AskLeader = TimeSpan.FromSeconds(1), TryAgain = TimeSpan.FromMilliseconds(20), Still = TimeSpan.FromMilliseconds(20), Witness = TimeSpan.FromMilliseconds(500) };
        var driver = new ElasticsearchDriver(_clusters, planner, book, timing, TimeProvider.System);
        var controls = new Controls(TimeProvider.System);
        var policy = new ApprovalPolicy([Options]);
        Holds = new Holds(Journal);
        var records = _records;
        var gate = new RunGate(policy, this, controls, TimeProvider.System, id => records.Of(id)?.Active);
        _workers = new RunWorkers(gate, new RunSettings { FirstWait = TimeSpan.FromMilliseconds(5), LongestWait = TimeSpan.FromMilliseconds(100) }, TimeProvider.System, $"life-{++_lives}", _life.Token);
        _workers.Broke += (_, fault) => Fault = fault;
        Desk = new RunDesk(Journal, Book, Holds, controls, new PlanShelf(TimeProvider.System), policy, this, [driver], _workers, TimeProvider.System);
    }

    /// <summary>The app dies in the middle of whatever it does, and starts again.</summary>
    public async Task RestartAsync()
    {
        await _life.CancelAsync();
        await _workers.IdleAsync();
        _life.Dispose();
        _life = new CancellationTokenSource();
        Begin();
        await _records!.LoadAsync(Cancel);
        await Desk.StartAsync(Cancel);
    }

    public LabPair Pair { get; }

    public PairOptions Options { get; }

    public MemoryCopies Copies { get; } = new();

    public MemoryJournal Journal { get; }

    public RunBook Book { get; private set; } = null!;

    public Holds Holds { get; private set; } = null!;

    public RunDesk Desk { get; private set; } = null!;

    public Exception? Fault { get; private set; }

    /// <summary>Called whenever a run has got further.</summary>
    public Func<Run, Task> Passing { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called when nothing has happened for a second.</summary>
    public Func<Task> Stalled { get; set; } = () => Task.CompletedTask;

    /// <summary>Called with each question before it is answered; false leaves it unanswered.</summary>
    public Func<Run, PlanStep, Task<bool>> Asked { get; set; } = (_, _) => Task.FromResult(true);

    public FleetSnapshot Fleet => _monitor.Current;

    public PairView View => Fleet.Pair(Options.Id)!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<JourneyLab> StartAsync(string version = "7.8.1", string scope = "*")
    {
        var pair = await LabPair.StartAsync(version);
        return new JourneyLab(pair, new PairOptions { Id = "shop", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse(scope.Split(',')), Policy = new PairPolicy() });
    }

    /// <summary>Home knows away too.</summary>
    public async Task ConnectBackAsync()
    {
        var node = Assert.Single(LabPair.Value(await Pair.B.Self.NodesAsync(Cancel)));
        LabPair.Done(await Pair.A.Remotes.PutAsync("clusterB", new Dictionary<string, string?> { ["seeds"] = node.TransportAddress }, Cancel));
        await LabPair.UntilAsync(async () => LabPair.Value(await Pair.A.Remotes.InfoAsync(Cancel)), remotes => remotes is [{ Connected: true }]);
    }

    public Task UntilAsync(Func<FleetSnapshot, bool> isSo) => LabPair.UntilAsync(() => Task.FromResult(_monitor.Current), isSo);

    /// <summary>As long as this, and no longer.</summary>
    public async Task WithinAsync(TimeSpan limit, Func<FleetSnapshot, bool> isSo)
    {
        using var over = new CancellationTokenSource(limit);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isSo(_monitor.Current)) await tick.WaitForNextTickAsync(over.Token);
    }

    public Task UntilAsync(string member, string name, VerdictKind kind) =>
        UntilAsync(snapshot => snapshot.Items.Any(item => item.Member == member && item.Name == name && item.Verdict.Kind == kind && item.Identity is not null));

    public Task<PlanOutcome> AskAsync(string verb, params (string Name, string Value)[] parameters) =>
        Desk.PlanAsync(Operator, new PlanRequest(verb, [], parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value)) { Pair = Options.Id }, Cancel);

    /// <summary>The plan, as soon as what is known allows for one of these items.</summary>
    public async Task<Plan> PlanAsync(string verb, params (string Name, string Value)[] parameters)
    {
        PlanOutcome? last = null;
        try
        {
            return (await LabPair.UntilAsync(async () => (last = await AskAsync(verb, parameters)) as PlanOutcome.Made, made => made is not null))!.Plan;
        }
        catch (OperationCanceledException late) when (last is PlanOutcome.Refused refused)
        {
            throw new InvalidOperationException($"{verb} is refused: {string.Join(" | ", refused.Refusals.Select(refusal => $"{refusal.What}: {refusal.Why}"))}", late);
        }
    }

    public async Task<Run> RequestAsync(Plan plan, Actor? by = null)
    {
        var outcome = await Desk.RequestAsync(by ?? Operator, plan.Id, plan.Hash, plan.ConfirmWith, "because", key: null);
        return Assert.IsType<DeskOutcome.Done>(outcome).Run;
    }

    /// <summary>Asks for the plan's run, agrees to it, answers what it asks, and waits until nothing more happens by itself.</summary>
    public async Task<Run> RunAsync(Plan plan)
    {
        var run = await RequestAsync(plan);
        return await FinishAsync(run.Id);
    }

    public async Task<Run> FinishAsync(string id)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var next = Book.Next;
            var run = Book.Find(id)!.Run;
            if (run.Phase.IsOver() || run.Phase is RunPhase.NeedsHuman or RunPhase.Paused) return run;
            await Passing(run);
            run = Book.Find(id)!.Run;
            if (Fault is { } fault) throw new InvalidOperationException("The engine broke.", fault);
            if (run.Phase == RunPhase.AwaitingApproval && run.StartedAt is null) foreach (var who in new[] { Anna, Sven }.Take(run.Needs)) await Desk.ApproveAsync(who, id, run.Plan.Hash, null);
            if (RunDesk.Asks(run) is { Asks: { } asks } step && await Asked(run, step))
            {
                var digest = RunRules.FoundDigest(run, step);
                foreach (var who in asks.ByOthers ? new[] { Anna, Sven } : [Operator])
                {
                    if (!run.Words.Any(word => word.Who == who.Who && word.Step == step.Number && word.Digest == digest)) await Desk.SayAsync(who, id, step.Number, digest, "done");
                }
            }

            try
            {
                await next.WaitAsync(TimeSpan.FromSeconds(1), limit.Token);
            }
            catch (TimeoutException)
            {
                // Looked at again: a question may have been asked in between.
                await Stalled();
            }
            catch (OperationCanceledException late)
            {
                throw new InvalidOperationException($"It does not end: {Tell(Book.Find(id)!.Run)}", late);
            }
        }
    }

    public async Task<Run> UntilAsync(string id, Func<Run, bool> isSo)
    {
        try
        {
            return await LabPair.UntilAsync(() => Task.FromResult(Book.Find(id)!.Run), isSo);
        }
        catch (OperationCanceledException late)
        {
            throw new InvalidOperationException($"It does not come to that: {Tell(Book.Find(id)!.Run)}", late);
        }
    }

    public static string Tell(Run run) => $"{run.Phase} at step {run.Step} ({run.Plan.Step(run.Step)?.Words}): {run.Says} {string.Join(" | ", run.Items.Values.Where(item => item.Stop is not null).Select(item => $"{item.Item.Key}: {item.Stop!.Why}"))}";

    public static void Succeeded(Run run) => Assert.True(run.Phase == RunPhase.Succeeded, Tell(run));

    public async Task RecordAsync(Side side) => Assert.IsType<RecordOutcome.Recorded>(await _records!.RecordAsync(Operator, Options.Id, side, null, "seen", Cancel));

    public Side? Active => _records?.Of(Options.Id)?.Active;

    ActiveRecord? IFleetKnowledge.ActiveOf(string pair) => _records?.Of(pair);

    IReadOnlyList<ReadinessReport> IFleetKnowledge.ReadinessOf(string pair) => [];

    IReadOnlyList<AutoFollowPattern> IFleetKnowledge.PatternsOf(string cluster) => [];

    TimeSpan IFleetKnowledge.LeasePeriod(string? cluster, string index) => TimeSpan.FromHours(12);

    public bool MayApprove(string who) => who == Anna.Who || who == Sven.Who;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _life.CancelAsync();
        await _workers.IdleAsync();
        _life.Dispose();
        await _watching.ContinueWith(static _ => { }, TaskScheduler.Default);
        _over.Dispose();
        _clusters.Dispose();
        await Pair.DisposeAsync();
    }
}
