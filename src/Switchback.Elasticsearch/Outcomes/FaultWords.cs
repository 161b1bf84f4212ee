namespace Switchback.Elasticsearch.Outcomes;

/// <summary>A fault in one sentence for a person: what happened, and where it helps, what to do.</summary>
public static class FaultWords
{
    public static string Say(this Fault fault) => fault switch
    {
        Fault.Unreachable f => $"The cluster cannot be reached: {f.Why}.",
        Fault.ConnectionLost f => $"The connection ended before the answer was complete: {f.Why}.",
        Fault.TimedOut f => $"No complete answer within {f.After.TotalSeconds:0.#} s. The cluster may still be working on it.",
        Fault.GivenUp => "Nobody waited for the answer. The cluster may still be working on it.",
        Fault.Refused f => $"The cluster refused: {Words(f.Error)}.",
        Fault.Conflict f => $"Somebody else was first: {Words(f.Error)}.",
        Fault.Missing f => $"It is not there: {Words(f.Error)}.",
        Fault.NotLicensed f => $"The licence does not cover cross-cluster replication: {Words(f.Error)}.",
        Fault.NotAllowed { Error.Status: 401 } f => $"The cluster does not accept the credential: {Words(f.Error)}.",
        Fault.NotAllowed f => $"The credential lacks a privilege: {Words(f.Error)}.",
        Fault.WatchOnly f => $"The cluster is only watched: configure Clusters:{f.Cluster}:OperateCredential to change anything on it.",
        Fault.NoSecret f => $"The secret of {f.Key} cannot be read: its file or environment variable is missing, empty or unreadable.",
        Fault.TooManyRequests { RetryAfter: { } after } => $"The cluster is too busy and asks to wait {after.TotalSeconds:0.#} s.",
        Fault.TooManyRequests => "The cluster is too busy.",
        Fault.Failed f => $"The cluster failed at it: {Words(f.Error)}.",
        Fault.NotElasticsearch f => f.Sentence,
        Fault.Unreadable f => $"The answer makes no sense: {f.What} at {f.Where}.",
        Fault.TooOld f => $"{f.Call} needs Elasticsearch {f.Since}; this is {f.Version}.",
        Fault.Unsendable f => $"The request cannot be sent: {f.Why}.",
        _ => throw new InvalidOperationException("Fault is closed."),
    };

    private static string Words(ServerError error) =>
        error.Reason.Length > 0 ? error.Reason.TrimEnd('.') : error.Type.Length > 0 ? error.Type : $"status {error.Status}";
}
