using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>What became of a look at the leaders. Closed.</summary>
public abstract record LeadersRead
{
    private LeadersRead()
    {
    }

    /// <param name="Warnings">What cannot be seen, a sentence each.</param>
    public sealed record Read(LeaderOffers Offers, IReadOnlyList<string> Warnings) : LeadersRead;

    public sealed record Refused(Refusal Refusal) : LeadersRead;
}

/// <summary>Lists what can be followed, with the plan's own rules and before there is a plan. A few reads, however many indices there are.</summary>
public sealed class LeaderCatalogue(IPlanSources sources, TimeProvider time)
{
    public Task<Answer<IReadOnlyList<RemoteInfo>>> RemotesAsync(string member, CancellationToken cancel) => sources.RemotesAsync(member, cancel);

    public async Task<LeadersRead> ReadAsync(string member, string alias, CancellationToken cancel)
    {
        var (world, draft) = (new World(sources, time.GetUtcNow()), new Draft());
        if (!FollowVerb.IsThere(world, draft, member) || await LeaderSide.ReadAsync(world, draft, member, alias, cancel) is not { } leaders) return new LeadersRead.Refused(draft.Refusals[0]);
        if (!(await sources.IndicesAsync(member, cancel)).TryGet(out var own, out var fault))
            return new LeadersRead.Refused(new Refusal(member, $"Its indices cannot be listed: which names are free is not known. {fault.Say()}", "Try again when it answers."));
        var streams = (await sources.StreamsAsync(member, cancel)).TryGet(out var known, out _) ? known : null;
        return new LeadersRead.Read(new LeaderOffers(world, member, leaders, new FollowNames(member, leaders, own, streams, FollowNames.RenamesStreams(world, member))), draft.Warnings);
    }
}
