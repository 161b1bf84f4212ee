using Switchback.Core.Plans;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Two witnesses that the other side does not answer: we ask it ourselves, and the side that follows asks it through its remote. What a
/// cluster says of its remotes without being made to use them is none. One that answers either is alive, and then nothing has to be lost.
/// </summary>
internal sealed class WitnessStep : LookStep
{
    public override string Name => StepKinds.Witness;

    public override async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        var aliases = look.Items.Select(item => item.Fact(ItemFacts.Remote)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var ours = look.Other is { } other ? AskAsync(other, look, cancel) : Task.FromResult<(bool?, string)>((null, "it is not configured"));
        var theirs = aliases.Count > 0 ? PokeAsync(look, aliases[0], cancel) : Task.FromResult<(bool?, string)>((null, "no remote leads there"));
        var ((oursAnswers, oursWords), (theirsAnswers, theirsWords)) = (await ours, await theirs);
        var name = look.Other?.Name ?? "The other side";
        var said = $"Asked by us: {oursWords}. Asked by {look.Cluster.Name}: {theirsWords}.";
        return look.Each(item => oursAnswers == true || theirsAnswers == true
            ? Refused(item, said, $"{name} answers {(oursAnswers == true ? "us" : look.Cluster.Name)}, so nothing has to be lost.", "Plan a switch-over, which loses nothing; or stop that cluster for good, and retry.")
            : oursAnswers is null && theirsAnswers is null ? Judging.Unclear(said) : Judging.There(said));
    }

    private static async Task<(bool? Answers, string Words)> AskAsync(ElasticsearchCluster other, Look look, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(look.Timing.Witness, look.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var answer = await other.Self.HealthAsync(either.Token);
            if (answer.TryGet(out _, out var fault)) return (true, "it answers");
            return fault switch
            {
                // A cluster without a master takes no writes, and one that is too busy to say is not dead.
                Fault.Unreachable or Fault.ConnectionLost or Fault.TimedOut or Fault.GivenUp or Fault.Failed => (false, Bare(fault)),
                _ => (true, $"it answers with an error: {Bare(fault)}"),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (false, $"no answer within {look.Timing.Witness.TotalSeconds:0.#} s");
        }
    }

    private static async Task<(bool? Answers, string Words)> PokeAsync(Look look, string alias, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(look.Timing.Witness, look.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var answer = await look.Cluster.Remotes.PokeAsync(alias, RemotePoke.Nothing, look.Timing.Witness, either.Token);
            if (answer.TryGet(out var poked, out var fault)) return poked is { RemoteAsked: true, RemoteAnswered: true } ? (true, "it answers") : poked.RemoteAsked ? (false, "left out, because it does not answer") : (null, $"it knows no remote {alias}");
            return fault is Fault.NotAllowed or Fault.Missing or Fault.TooManyRequests ? (null, Bare(fault)) : (false, Bare(fault));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (false, $"no answer within {look.Timing.Witness.TotalSeconds:0.#} s");
        }
    }

    private static string Bare(Fault fault) => fault.Say().TrimEnd('.');
}
