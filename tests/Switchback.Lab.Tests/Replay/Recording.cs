namespace Switchback.Lab.Tests.Replay;

/// <summary>What a real pair answered, request by request, and what it was given before the first one.</summary>
/// <param name="File">the file's name, as the ledger and the reports write it</param>
public sealed record Recording(string File, string Scenario, string About, Given Given, IReadOnlyList<Step> Steps)
{
    public IEnumerable<Step.Request> Requests => Steps.OfType<Step.Request>();

    /// <summary>Whether a step is something that only the lab's switches, or an operator's hands, can do.</summary>
    public bool NeedsHands => Steps.OfType<Step.Steer>().Any();
}

/// <summary>The pair a recording starts on.</summary>
/// <param name="Clusters">each side's cluster name</param>
/// <param name="Licences">each side's licence</param>
/// <param name="Superuser"><c>name:password</c> where security is on, otherwise nothing</param>
public sealed record Given(
    IReadOnlyDictionary<Side, string> Clusters,
    IReadOnlyDictionary<Side, string> Licences,
    string? Superuser)
{
    public bool Security => Superuser is not null;
}
