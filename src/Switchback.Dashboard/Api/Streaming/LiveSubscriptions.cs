using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Api.Streaming;

/// <summary>
/// Carries snapshots to subscriptions. Each waits for its own client only, holds no more than the newest snapshot meanwhile, and
/// ends with its connection.
/// </summary>
internal sealed class LiveSubscriptions(FleetMonitor monitor, IHubContext<LiveHub> hub, TimeProvider time, ILogger<LiveSubscriptions> logger)
{
    /// <summary>At most one message of a subscription in this time.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, LiveConnection> _connections = new(StringComparer.Ordinal);
    private long _opened;
    private long _snapshots;
    private long _deltas;

    public int Connections => _connections.Count;

    public int Subscriptions => _connections.Values.Sum(connection => connection.Count);

    public long SnapshotsSent => Interlocked.Read(ref _snapshots);

    public long DeltasSent => Interlocked.Read(ref _deltas);

    public void Connected(string connection) => _connections.TryAdd(connection, new LiveConnection());

    public Task DisconnectedAsync(string connection) => _connections.TryRemove(connection, out var gone) ? gone.GoneAsync() : Task.CompletedTask;

    /// <returns>The subscription's id; null when there are too many.</returns>
    public string? Open(string connection, string kind, Feed feed)
    {
        var id = $"{kind}-{Interlocked.Increment(ref _opened)}";
        return _connections.TryGetValue(connection, out var found) && found.TryOpen(id, end => CarryAsync(hub.Clients.Client(connection), id, feed, end)) ? id : null;
    }

    public Task<bool> CloseAsync(string connection, string id) =>
        _connections.TryGetValue(connection, out var found) ? found.CloseAsync(id) : Task.FromResult(false);

    private async Task CarryAsync(IClientProxy client, string id, Feed feed, CancellationToken end)
    {
        try
        {
            using var subscription = monitor.Subscribe();
            var snapshot = subscription.Latest;
            while (!end.IsCancellationRequested)
            {
                if (feed.Next(snapshot) is { } push)
                {
                    // Ends when the client's buffer has room for it. Not cancelled half way: that would end the whole connection.
                    await client.SendAsync(push.IsSnapshot ? "snapshot" : "delta", id, push.Payload, CancellationToken.None);
                    Interlocked.Increment(ref push.IsSnapshot ? ref _snapshots : ref _deltas);
                    await Task.Delay(Pace, time, end);
                }

                snapshot = await subscription.NextAsync(Patience, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Unsubscribed, or gone.
        }
        catch (Exception e)
        {
            logger.SubscriptionBroke(id, e);
            await client.SendAsync("ended", id, "Switchback could not go on with this subscription, and its log says why. Subscribe again.", CancellationToken.None);
        }
    }
}
