using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Nothing is to be seen: only people say when it goes on.</summary>
internal sealed class WaitStep : LookStep
{
    public override string Name => StepKinds.Wait;

    public override Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel) =>
        Task.FromResult(look.All(Judging.There("It was waited for.")));
}
