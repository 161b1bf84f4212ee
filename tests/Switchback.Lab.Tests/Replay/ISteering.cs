namespace Switchback.Lab.Tests.Replay;

/// <summary>How the pair is made ready, its processes handled and its time passed: by the lab's switches, or not at all.</summary>
public interface ISteering
{
    /// <summary>
    /// An empty pair as the recording was given it. Throws <see cref="SteeringException"/> where a switch fails, and
    /// <see cref="RefusalException"/> where nothing may be sent at all.
    /// </summary>
    Task PrepareAsync(Recording recording, CancellationToken cancellation);

    /// <summary>Returns when it is done; after a start, when the cluster answers again.</summary>
    Task HandleAsync(Handling handling, Side cluster, CancellationToken cancellation);

    /// <summary>This much of the clusters' time passes.</summary>
    Task PassAsync(TimeSpan time, CancellationToken cancellation);

    /// <summary>Lets some of the clusters' time pass before the next look.</summary>
    /// <param name="look">how often it has been looked, from 0</param>
    /// <returns>how much passed</returns>
    Task<TimeSpan> PassBetweenLooksAsync(int look, CancellationToken cancellation);

    /// <summary>A request hangs, perhaps on a timer: a little of the clusters' time passes.</summary>
    Task PassWhileHangingAsync(CancellationToken cancellation);

    /// <summary>This much of the clusters' time passes while a request hangs, and the request had a real chance to be answered.</summary>
    Task PassBeforeGivingUpAsync(TimeSpan time, CancellationToken cancellation);
}

/// <summary>A switch did not do what it was asked: the step parts.</summary>
public sealed class SteeringException(string message) : Exception(message);

/// <summary>The recording is not for this pair; the message says what to do about it.</summary>
public sealed class RefusalException(string message) : Exception(message);
