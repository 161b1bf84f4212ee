using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Transport;

/// <summary>Gives up on another process that has not answered in time. What it does later is nobody's any more.</summary>
public static class Deadline
{
    public static Task<T> WithinAsync<T>(Cluster cluster, TimeSpan timeout, string action, Task<T> answer) => WithinAsync(cluster, timeout, answer,
        () => new ElasticException(500, "receive_timeout_transport_exception", $"[{action}] request timed out after [{(long)timeout.TotalMilliseconds}ms]"));

    public static async Task<T> WithinAsync<T>(Cluster cluster, TimeSpan timeout, Task<T> answer, Func<ElasticException> tooLate)
    {
        // Task.WhenAny and CancelAsync would leave the loop for the thread pool, and a moved clock would not wait for them.
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = cluster.Runtime.After(timeout, () => done.TrySetException(tooLate()));
        _ = CarryAsync();
        try
        {
            return await done.Task;
        }
        finally
        {
            timer.Cancel();
        }

        async Task CarryAsync()
        {
            try
            {
                done.TrySetResult(await answer);
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }
    }
}
