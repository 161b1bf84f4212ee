using System.Security.Cryptography;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Sends a call, and puts what came back into the words of a run.</summary>
internal static class Sending
{
    /// <param name="cluster">Who gets it.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="parse">Reads a yes.</param>
    /// <param name="note">What a yes says beside yes; null for a plain one.</param>
    /// <param name="timing">How soon again.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static async Task<CallOutcome> SendAsync<T>(
        ElasticsearchCluster cluster, WireRequest request, Func<ReadOnlyMemory<byte>, T> parse, Func<T, string?> note, StepTiming timing, CancellationToken cancel)
    {
        var effect = await cluster.Channel.ActAsync(request, body => (Value: parse(body), Digest: Convert.ToHexStringLower(SHA256.HashData(body.Span))), cancel);
        return effect switch
        {
            Effect<(T Value, string Digest)>.Done done => new CallOutcome.Accepted(done.Value.Digest, note(done.Value.Value)),
            Effect<(T Value, string Digest)>.NotDone no => Rejected(no.Fault, timing),
            Effect<(T Value, string Digest)>.Unknown unknown => Unknown(unknown.Fault, unknown.LeasesOwed, timing),
            _ => throw new InvalidOperationException("Effect is closed."),
        };
    }

    /// <summary>
    /// One name is enough for a list to be refused whole, and that says nothing about the others: a look sorts them, and those
    /// that nothing stands against are sent again without it.
    /// </summary>
    public static async Task<CallOutcome> SendListAsync<T>(
        ElasticsearchCluster cluster, StepRequest call, Func<ReadOnlyMemory<byte>, T> parse, Func<T, string?> note, StepTiming timing, CancellationToken cancel) =>
        await SendAsync(cluster, call.Wire, parse, note, timing, cancel) is var outcome && outcome is CallOutcome.Rejected { After: null } refused && call.Items.Count > 1
            ? new CallOutcome.Unknown($"The list was refused as a whole: {refused.Why}", refused.Raw)
            : outcome;

    /// <summary>A list of which some were refused, inside a yes.</summary>
    public static string? NoteOf(IndexResult result) =>
        result.Refused.Count == 0 ? null : $"Not done for {string.Join("; ", result.Refused.Select(refused => $"{refused.Key}: {refused.Value}"))}";

    internal static CallOutcome Rejected(Fault fault, StepTiming timing) => new CallOutcome.Rejected(Words(fault), Raw(fault), AgainAfter(fault, timing), fault is Fault.TooManyRequests);

    /// <summary>
    /// A call that goes through stages counts as unknown when it is refused, for it may have come past the first. What is
    /// refused because the leader's shards are not there yet was refused at the first, and is only too early.
    /// </summary>
    internal static CallOutcome Unknown(Fault fault, IReadOnlyList<RetentionLeaseId> owed, StepTiming timing) =>
        fault is Fault.Refused && KnownErrors.Find(fault.ErrorOrNull) is { Passes: true }
            ? Rejected(fault, timing)
            : new CallOutcome.Unknown(Words(fault), Raw(fault)) { Owes = [.. owed.Select(lease => lease.ToString()).Distinct(StringComparer.Ordinal)] };

    private static TimeSpan? AgainAfter(Fault fault, StepTiming timing) => fault switch
    {
        Fault.TooManyRequests busy => busy.RetryAfter ?? timing.TryAgain,
        Fault.Unreachable => timing.TryAgain,
        _ => KnownErrors.Find(fault.ErrorOrNull) is { Passes: true } ? timing.TryAgain : null,
    };

    private static string Words(Fault fault) =>
        fault is not Fault.TooManyRequests && fault.ErrorOrNull is { } error && KnownErrors.Find(error) is { } known ? known.Say(error) : fault.Say();

    private static string Raw(Fault fault) =>
        fault.ErrorOrNull is { } error ? $"{error.Status} {string.Join(", caused by ", error.Chain().Select(each => $"{each.Type}: {each.Reason}"))}" : fault.GetType().Name;
}
