using System.ComponentModel;

namespace Switchback.Dashboard.Api.Answers;

/// <summary>A list as every address answers it: how many there are, of which snapshot, and the items themselves.</summary>
public sealed record ListAnswer<T>(
    [property: Description("How many there are in all.")] int Total,
    [property: Description("The snapshot this was taken from. Grows by one with each; begins anew when the app does.")] long Version,
    [property: Description("When that snapshot was put together; null before the first. Each item carries the age of its own numbers.")] DateTime? AsOf,
    IReadOnlyList<T> Items);

/// <summary>A page of followers, with what the query counts beside it.</summary>
public sealed record FollowerListAnswer(
    [property: Description("How many match the query in all.")] int Total,
    [property: Description("The snapshot this was taken from. Grows by one with each; begins anew when the app does.")] long Version,
    [property: Description("When that snapshot was put together; null before the first. Each item carries the age of its own numbers.")] DateTime? AsOf,
    [property: Description("Counted from 1.")] int Page,
    int Size,
    [property: Description("How many there are of each verdict over the query without its verdict terms, the worst first.")] IReadOnlyList<CountAnswer> Counts,
    IEnumerable<FollowerAnswer> Items);

/// <summary>A list of what clusters are asked for at a slow pace: whose part is missing is said, so that empty never passes for none.</summary>
public sealed record FactListAnswer<T>(
    int Total,
    [property: Description("The snapshot this was taken from. Grows by one with each; begins anew when the app does.")] long Version,
    [property: Description("When that snapshot was put together; null before the first. Each item carries the age of its own numbers.")] DateTime? AsOf,
    [property: Description("What could be read of each cluster. A cluster with a problem may have more than the list shows.")] IReadOnlyList<FactSourceAnswer> Sources,
    IReadOnlyList<T> Items);

/// <param name="AsOf">When the cluster last told; null when it never did.</param>
/// <param name="Problem">Why that is not from now; null when it is.</param>
public sealed record FactSourceAnswer(string Cluster, DateTime? AsOf, string? Problem);

public sealed record CountAnswer(
    [property: Description("Lower case with hyphens, for example read-errors.")] string Verdict,
    string Word,
    [property: Description("How bad it is: fine, working, watch, risk, bad, resting or unknown.")] string Grade,
    int Items);
