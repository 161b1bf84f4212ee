using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>Gives up on another process that has not answered in time. What it does later is nobody's any more.</summary>
public static class Deadline
{
    public static async Task<T> WithinAsync<T>(Cluster cluster, TimeSpan timeout, string action, Task<T> answer)
    {
        using var answered = new CancellationTokenSource();
        var silence = cluster.Runtime.Delay(timeout, answered.Token);
        if (await Task.WhenAny(answer, silence) == silence && !answer.IsCompleted)
        {
            await silence;
            throw new ElasticException(500, "receive_timeout_transport_exception",
                $"[{action}] request timed out after [{(long)timeout.TotalMilliseconds}ms]");
        }
        await answered.CancelAsync();
        return await answer;
    }
}
