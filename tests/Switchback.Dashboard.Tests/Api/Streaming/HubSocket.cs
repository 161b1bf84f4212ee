using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchback.Dashboard.Tests.Api.Streaming;

/// <summary>A connection to the hub that speaks the protocol by hand, so that a test decides what is read and when.</summary>
internal sealed class HubSocket(ClientWebSocket socket) : IDisposable
{
    private const byte Separator = 0x1e;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<byte> _unread = [];
    private int _calls;

    public static async Task<HubSocket> OpenAsync(string url, string? persona = "viewer")
    {
        var socket = new ClientWebSocket();
        if (persona is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer rehearsal-{persona}");
        }

        await socket.ConnectAsync(new Uri($"{url.Replace("http", "ws", StringComparison.Ordinal)}/hubs/live"), TestContext.Current.CancellationToken);
        var hub = new HubSocket(socket);
        await hub.SendAsync(new { protocol = "json", version = 1 });
        Assert.Equal("{}", (await hub.ReadAsync()).ToJsonString());
        return hub;
    }

    /// <summary>Calls and reads on to the answer: a result, or the error in its place. What else came meanwhile is passed over.</summary>
    public async Task<JsonNode> CallAsync(string method, params object?[] arguments)
    {
        var id = await SendCallAsync(method, arguments);
        return await UntilAsync(message => message["type"]?.GetValue<int>() == 3 && message["invocationId"]?.GetValue<string>() == id);
    }

    public async Task<string> SendCallAsync(string method, params object?[] arguments)
    {
        var id = (++_calls).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(new { type = 1, invocationId = id, target = method, arguments });
        return id;
    }

    /// <summary>The next message of the server's that has this name.</summary>
    public Task<JsonNode> PushAsync(params string[] targets) => UntilAsync(message => message["target"] is { } target && targets.Contains(target.GetValue<string>()));

    public async Task<JsonNode> UntilAsync(Func<JsonNode, bool> satisfied)
    {
        while (true)
        {
            var message = await ReadAsync();
            if (satisfied(message))
            {
                return message;
            }
        }
    }

    /// <summary>Waits for what the server does in its own time, such as noticing that somebody is gone.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var began = Stopwatch.GetTimestamp();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "waited in vain");
            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Gone without a word, as when a cable is pulled.</summary>
    public void Abort() => socket.Abort();

    public void Dispose() => socket.Dispose();

    private Task SendAsync(object message) =>
        socket.SendAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(message), Separator], WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    private async Task<JsonNode> ReadAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var buffer = new byte[16 * 1024];
        int end;
        while ((end = _unread.IndexOf(Separator)) < 0)
        {
            var received = await socket.ReceiveAsync(buffer, patience.Token);
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            _unread.AddRange(buffer.AsSpan(0, received.Count));
        }

        var message = JsonNode.Parse(Encoding.UTF8.GetString([.. _unread[..end]]))!;
        _unread.RemoveRange(0, end + 1);
        return message;
    }
}
