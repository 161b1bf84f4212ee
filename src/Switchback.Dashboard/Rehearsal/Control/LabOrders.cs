namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>How one direction between two clusters shall be from now on.</summary>
/// <param name="BytesPerSecond">0: no limit.</param>
public sealed record LinkOrder(string From, string To, string Cut, long LatencyMillis, long BytesPerSecond);

/// <summary>A rule for requests to come. An empty text means any.</summary>
/// <param name="Times">0: from the n-th on, all.</param>
/// <param name="DelaySeconds">Read only when <paramref name="Do"/> is delay.</param>
/// <param name="Status">Read only when <paramref name="Do"/> is fail.</param>
public sealed record FaultOrder(
    string Cluster, string Method, string Path, int Nth, int Times, string When, string Do, int DelaySeconds, int Status);

public sealed record LoadOrder(string Cluster, string Index, double Rate, int UpdatePercent, int DeletePercent);
