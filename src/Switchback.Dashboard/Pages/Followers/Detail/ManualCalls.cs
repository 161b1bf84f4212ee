using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <param name="Cluster">Where a person sends it.</param>
/// <param name="Why">What it does there.</param>
/// <param name="Text">As the console takes it.</param>
public sealed record ManualCall(string Cluster, string Why, string Text);

/// <summary>The calls behind a remedy, for a person who does it by hand. The same requests that would be sent, and never sent from here.</summary>
public static class ManualCalls
{
    /// <param name="parameters">What it followed with: resuming without them means the defaults.</param>
    public static IReadOnlyList<ManualCall> Of(Item item, FollowParameters parameters) => item.Verdict.Remedy switch
    {
        Remedy.Wake or Remedy.Restart => [Pause(item), Resume(item, parameters)],
        Remedy.GiveRights => [Pause(item), Resume(item, parameters) with { Why = "Resumes it as the user who sends this: it reads with that user's rights." }],
        Remedy.Resume => [Resume(item, parameters)],
        Remedy.Open => [Open(item.Member, item.Name)],
        Remedy.OpenAndResume => [Open(item.Member, item.Name), Resume(item, parameters)],
        Remedy.FinishPromotion => [Open(item.Member, item.Name) with { Why = "Opens it as an ordinary index, which ends the promotion." }],
        Remedy.Recreate => [.. Recreate(item, parameters)],
        Remedy.StartCopy => [Follow(item, parameters, "Copies the leader and goes on following it.")],
        Remedy.Unblock => [Call(item.Member, "Lifts the block on writes. If the disk was full, make room first.", IndexRequests.SetWriteBlock([item.Name], blocked: false))],
        Remedy.RepairSource when item.Source.Member is { } member => [Open(member, item.Source.Name)],
        _ => [],
    };

    private static IEnumerable<ManualCall> Recreate(Item item, FollowParameters parameters)
    {
        if (item.Verdict.Kind is not (VerdictKind.Paused or VerdictKind.PausedAndClosed or VerdictKind.LeftClosed)) yield return Pause(item);
        yield return Call(item.Member, "Closes it: only a closed index is copied over.", IndexRequests.Close([item.Name]));
        yield return Follow(item, parameters, "Copies the leader anew. What only this copy holds is replaced.");
    }

    private static ManualCall Pause(Item item) => Call(item.Member, "Ends its tasks, and forgets its parameters.", FollowRequests.Pause(item.Name));

    private static ManualCall Resume(Item item, FollowParameters parameters) => Call(
        item.Member, parameters.Given().Any() ? "Starts it again with the parameters it had." : "Starts it again. The parameters it had are not known, so it takes the defaults.", FollowRequests.Resume(item.Name, parameters));

    private static ManualCall Open(string cluster, string name) => Call(cluster, $"Opens {name}.", IndexRequests.Open([name]));

    private static ManualCall Follow(Item item, FollowParameters parameters, string why) =>
        Call(item.Member, why, FollowRequests.Follow(item.Name, new FollowOrder(item.Source.Link, item.Source.Name, parameters)));

    private static ManualCall Call(string cluster, string why, WireRequest request) => new(cluster, why, request.ConsoleForm());
}
