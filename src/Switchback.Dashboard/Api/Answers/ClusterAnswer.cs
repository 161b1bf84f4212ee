using System.ComponentModel;

namespace Switchback.Dashboard.Api.Answers;

/// <summary>A configured cluster: how it answers, and when what is shown of it was true.</summary>
public sealed record ClusterAnswer(
    string Cluster,
    [property: Description("asking (the first answer is awaited), answering, silent (takes connections and says nothing) or not-answering.")] string Line,
    [property: Description("Why it does not answer; null while it does.")] string? Why,
    [property: Description("The first poll in a row that failed; null while it answers.")] DateTime? Since,
    [property: Description("When it last answered; null before the first answer.")] DateTime? AsOf,
    string? ServerVersion,
    string? Uuid,
    [property: Description("How often it is asked now.")] double PaceSeconds,
    [property: Description("It is asked less often than configured, because its answers take long.")] bool Slowed,
    [property: Description("Its clock minus ours.")] double? SkewSeconds,
    [property: Description("How many followers it has.")] int Followers);

/// <summary>Everything at one look.</summary>
public sealed record FleetAnswer(
    [property: Description("The snapshot this was taken from. Grows by one with each; begins anew when the app does.")] long Version,
    [property: Description("When that snapshot was put together; null before the first.")] DateTime? AsOf,
    IReadOnlyList<ClusterAnswer> Clusters,
    IReadOnlyList<PairAnswer> Pairs,
    [property: Description("How many followers there are, in pairs and outside.")] int Followers,
    [property: Description("How many there are of each verdict, the worst first.")] IReadOnlyList<CountAnswer> Counts,
    [property: Description("Links between configured clusters that belong to no pair: found, not adopted.")] IReadOnlyList<FoundLinkAnswer> Found);

/// <param name="From">The cluster that leads.</param>
/// <param name="To">The cluster that follows.</param>
/// <param name="Remote">What it calls the other one.</param>
public sealed record FoundLinkAnswer(string From, string To, string Remote, int Followers);

public sealed record AutoFollowAnswer(
    string Cluster,
    string Pattern,
    [property: Description("False while it is paused.")] bool Active,
    string Remote,
    IReadOnlyList<string> LeaderPatterns,
    IReadOnlyList<string> Excluded,
    [property: Description("How followers are named; null when they take their leader's name.")] string? FollowPattern,
    [property: Description("How many followers belong to it.")] int Followers,
    DateTime? AsOf);

public sealed record RemoteAnswer(
    string Cluster,
    [property: Description("The alias.")] string Remote,
    [property: Description("Whether a connection is open just now. False proves nothing: nobody may have used the remote lately.")] bool Connected,
    [property: Description("As the cluster says it: sniff or proxy.")] string Mode,
    IReadOnlyList<string> Addresses,
    string? ServerName,
    long Connections,
    bool SkipUnavailable,
    [property: Description("It signs in with an API key of its own.")] bool UsesApiKey,
    [property: Description("How many followers of this cluster read through it.")] int Followers,
    DateTime? AsOf);
