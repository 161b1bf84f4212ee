namespace Switchback.Elasticsearch.Outcomes;

/// <summary>
/// From a fault to what it says about the effect. Pure, one table; the first line that fits decides. Unknown is the answer
/// wherever the effect may be there, also when somebody else, or an earlier attempt of ours, made it: the probe finds out.
/// </summary>
public static class EffectRules
{
    /// <summary>Refusals that are spoken before anything else happens.</summary>
    private static readonly HashSet<string> SpokenFirst =
    [
        "action_request_validation_exception", "x_content_parse_exception", "parse_exception", "json_e_o_f_exception", "json_parse_exception",
        "invalid_index_name_exception",
    ];

    private static readonly Rule[] Table =
    [
        // Nothing left this machine.
        new(f => f is Fault.Unreachable or Fault.WatchOnly or Fault.NoSecret or Fault.TooOld or Fault.Unsendable, Meaning.NotDone),
        // It left, and what came back proves nothing.
        new(f => f is Fault.ConnectionLost or Fault.TimedOut or Fault.GivenUp or Fault.Unreadable or Fault.NotElasticsearch, Meaning.Unknown),
        // 5xx. Among them unfollow's special 500, after which the index is a regular one and only its leases are left behind.
        new(f => f is Fault.Failed, Meaning.Unknown),
        new(f => f is Fault.TooManyRequests or Fault.NotAllowed or Fault.NotLicensed, Meaning.NotDone),
        // 404 and 409 can be the echo of an effect that is already there.
        new(f => f is Fault.Missing or Fault.Conflict, Meaning.Unknown),
        // follow over a closed active follower answers this and has replaced its data; resume of a running one is done already.
        new(f => HasType(f, Wire.ErrorTypes.ResourceAlreadyExists), Meaning.Unknown),
        // The answers of unfollow and of pause when their effect is there already.
        new(f => Says(f, "is not a follower index") || Says(f, "no shard follow tasks for ["), Meaning.Unknown),
        // Every other 4xx was refused before anything happened.
        new(f => f is Fault.Refused, Meaning.NotDone),
    ];

    private enum Meaning
    {
        NotDone,
        Unknown,
    }

    /// <param name="fault">What came instead of a yes.</param>
    /// <param name="inStages">
    /// The call does one thing after another, as a waiting follow does: when starting the tasks fails after the copy was made,
    /// the start's own 4xx is the answer, and the index is there.
    /// </param>
    public static Effect<T> Judge<T>(Fault fault, bool inStages = false)
    {
        if (inStages && fault is (Fault.Refused or Fault.NotAllowed { Error.Status: 403 }) && !SpokenFirst.Contains(fault.ErrorOrNull!.Type))
            return new Effect<T>.Unknown(fault, []);
        foreach (var rule in Table)
        {
            if (!rule.Fits(fault)) continue;
            return rule.Meaning == Meaning.NotDone ? new Effect<T>.NotDone(fault) : new Effect<T>.Unknown(fault, LeasesOwed(fault));
        }
        return new Effect<T>.Unknown(fault, []);
    }

    /// <summary>The lease ids in unfollow's special 500: a string for one, an array for several.</summary>
    public static IReadOnlyList<RetentionLeaseId> LeasesOwed(Fault fault) =>
        fault.ErrorOrNull?.Metadata.TryGetValue(Wire.ErrorTypes.FailedToRemoveLeases, out var ids) == true
            ? [.. ids.Select(RetentionLeaseId.Parse).OfType<RetentionLeaseId>()]
            : [];

    private static bool HasType(Fault fault, string type) => fault.ErrorOrNull?.Type == type;

    private static bool Says(Fault fault, string words) =>
        fault is Fault.Refused refused && refused.Error.Reason.Contains(words, StringComparison.Ordinal);

    private sealed record Rule(Func<Fault, bool> Fits, Meaning Meaning);
}
