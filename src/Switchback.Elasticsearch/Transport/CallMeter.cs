using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Transport;

/// <summary>How a request that left, or could not leave, ended.</summary>
public enum CallOutcome
{
    Answered,

    /// <summary>4xx.</summary>
    Refused,

    /// <summary>5xx.</summary>
    Failed,
    Unreachable,
    ConnectionLost,
    TimedOut,
    Other,
}

/// <summary>Counts what is sent to one cluster, greetings and second tries included.</summary>
public sealed class CallMeter
{
    private readonly long[] _calls = new long[Enum.GetValues<CallOutcome>().Length];
    private long _bytes;

    public static IReadOnlyList<CallOutcome> Outcomes { get; } = Enum.GetValues<CallOutcome>();

    public long BytesReceived => Interlocked.Read(ref _bytes);

    public long this[CallOutcome outcome] => Interlocked.Read(ref _calls[(int)outcome]);

    internal void Note(Reply? reply, Fault? fault)
    {
        var outcome = (reply?.Status, fault) switch
        {
            ( >= 500, _) => CallOutcome.Failed,
            ( >= 400, _) => CallOutcome.Refused,
            (not null, _) => CallOutcome.Answered,
            (null, Fault.Unreachable) => CallOutcome.Unreachable,
            (null, Fault.ConnectionLost) => CallOutcome.ConnectionLost,
            (null, Fault.TimedOut) => CallOutcome.TimedOut,
            _ => CallOutcome.Other,
        };
        Interlocked.Increment(ref _calls[(int)outcome]);
        if (reply is not null) Interlocked.Add(ref _bytes, reply.WireBytes);
    }
}
