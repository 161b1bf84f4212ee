using Microsoft.AspNetCore.SignalR;
using Switchback.Core.Fleet;
using Switchback.Core.Query;

namespace Switchback.Dashboard.Api.Streaming;

/// <summary>
/// Live for programs at <c>/hubs/live</c>: a snapshot first, then differences. docs/api.md describes every message. The names of
/// the methods are the protocol's.
/// </summary>
internal sealed class LiveHub(LiveSubscriptions subscriptions, FleetMonitor monitor, ItemSearch search) : Hub
{
    public string SubscribeFleet() => Open("fleet", new FleetFeed());

    public string SubscribePair(string? pair) => monitor.Current.Pair(pair ?? "") is { } found
        ? Open("pair", new PairFeed(found.Options.Id))
        : throw new HubException($"There is no pair '{pair}'. GET /api/v1/pairs lists them.");

    public string SubscribeFollowers(string? query, string? sort)
    {
        var (asked, order) = (query ?? "", sort ?? "");
        var found = search.Run(monitor.Current, asked, order);
        return found.Fault is { } fault
            ? throw new HubException($"The {(found.QueryFault is null ? "sort" : "query")} cannot be understood at position {fault.Position}: {fault}")
            : Open("followers", new FollowersFeed(search, asked, order));
    }

    /// <returns>Whether there was such a subscription. After this answer nothing more comes of it.</returns>
    public Task<bool> Unsubscribe(string? id) => subscriptions.CloseAsync(Context.ConnectionId, id ?? "");

    public override Task OnConnectedAsync()
    {
        subscriptions.Connected(Context.ConnectionId);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception) => subscriptions.DisconnectedAsync(Context.ConnectionId);

    private string Open(string kind, Feed feed) => subscriptions.Open(Context.ConnectionId, kind, feed)
        ?? throw new HubException($"One connection holds at most {LiveConnection.Most} subscriptions. Unsubscribe from one first.");
}
