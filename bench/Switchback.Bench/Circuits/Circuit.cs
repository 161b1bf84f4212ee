using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Switchback.Bench.Circuits;

/// <summary>
/// One viewer without a screen: it opens a page as the page's own script does, confirms every batch at once, and counts what
/// it is sent.
/// </summary>
internal sealed class Circuit : IAsyncDisposable
{
    /// <summary>Half of what the server waits for a sign of life.</summary>
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly HubFrames _frames = new();
    private readonly PretendedBrowser _browser = new();
    private readonly ClientWebSocket _socket = new();
    private readonly HttpClient _http;
    private readonly CookieContainer _cookies = new();
    private readonly Uri _page;
    private Task _living = Task.CompletedTask;
    private long _bytes;
    private long _batches;
    private int _dotNetCalls;

    private Circuit(Uri page)
    {
        _page = page;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies });
        _http.DefaultRequestHeaders.Authorization = new("Bearer", Viewer);
        _socket.Options.Cookies = _cookies;
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {Viewer}");
        // As every browser asks for; what is counted is what comes out of it.
        _socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
    }

    /// <summary>The rehearsal's persona that may look at everything.</summary>
    public static string Viewer => "rehearsal-viewer";

    /// <summary>What the server sent over the circuit, inflated.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>The circuit's end, when it comes by itself: the server's words.</summary>
    public string? Failure { get; private set; }

    /// <summary>Called after each batch was confirmed, with its bytes.</summary>
    public Action<byte[]>? OnBatch { get; init; }

    public static async Task<Circuit> OpenAsync(Uri page, CancellationToken cancel, Action<byte[]>? onBatch = null)
    {
        var circuit = new Circuit(page) { OnBatch = onBatch };
        try
        {
            await circuit.OpenAsync(cancel);
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves as a tab does that is closed: the server need not wait for its return.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_started.Task.IsCompletedSuccessfully && Failure is null) await LeaveAsync(await _started.Task);
        await _gone.CancelAsync();
        _socket.Abort();
        await _living;
        _socket.Dispose();
        _http.Dispose();
        _sending.Dispose();
        _gone.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        var page = ServedPage.Read(await _http.GetStringAsync(_page, cancel));
        await _socket.ConnectAsync(new UriBuilder(new Uri(_page, "/_blazor")) { Scheme = _page.Scheme == "https" ? "wss" : "ws" }.Uri, cancel);
        await SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        string answer;
        while (!_frames.TryTakeHandshake(out answer)) await ReceiveAsync(cancel);
        if (answer != "{}") throw new InvalidDataException($"The handshake was answered with {answer}");
        _living = Task.WhenAll(ListenAsync(), PingAsync());
        await SendAsync(HubMessage.Call("0", "StartCircuit", new Uri(_page, "/").AbsoluteUri, _page.AbsoluteUri, "[]", page.State));
        await _started.Task.WaitAsync(cancel);
        // Components may come once the server has handed over how to call it.
        await _attached.Task.WaitAsync(cancel);
        await SendAsync(HubMessage.Call(null, "UpdateRootComponents", page.Operations, page.State));
        await _drawn.Task.WaitAsync(cancel);
    }

    private async Task LeaveAsync(string circuitId)
    {
        using var goodbye = new FormUrlEncodedContent([new("circuitId", circuitId)]);
        try
        {
            using var answer = await _http.PostAsync(new Uri(_page, "/_blazor/disconnect"), goodbye);
        }
        catch (HttpRequestException)
        {
            // The server went first.
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                while (Take() is { } message) await HandleAsync(message);
                await ReceiveAsync(_gone.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or WebSocketException or InvalidDataException)
        {
            if (!_gone.IsCancellationRequested) Fail(e.Message);
        }
    }

    private HubMessage? Take() => _frames.TryTake(out var message) ? HubMessage.Read(message) : null;

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        var received = await _socket.ReceiveAsync(_frames.Room(), cancel);
        if (received.MessageType == WebSocketMessageType.Close) throw new InvalidDataException($"The server closed the connection: {_socket.CloseStatusDescription}");
        _frames.Arrived(received.Count);
        Interlocked.Add(ref _bytes, received.Count);
    }

    private Task HandleAsync(HubMessage message)
    {
        switch (message)
        {
            case HubMessage.Completed { Error: null, Result: string id }:
                _started.TrySetResult(id);
                return Task.CompletedTask;
            case HubMessage.Completed completed:
                throw new InvalidDataException($"The server started no circuit: {completed.Error}");
            case HubMessage.Closed closed:
                throw new InvalidDataException($"The server ended the circuit: {closed.Error}");
            case HubMessage.Called { Target: "JS.Error", Arguments: [var error, ..] }:
                throw new InvalidDataException($"The circuit failed: {error}");
            case HubMessage.Called { Target: "JS.RenderBatch", Arguments: [long batch, byte[] content] }:
                return ConfirmAsync(batch, content);
            case HubMessage.Called { Target: "JS.BeginInvokeJS", Arguments: [long call, string identifier, var arguments, long resultType, ..] }:
                return AnswerAsync(call, identifier, arguments as string ?? "[]", resultType);
            default:
                return Task.CompletedTask;
        }
    }

    private async Task ConfirmAsync(long batch, byte[] content)
    {
        await SendAsync(HubMessage.Call(null, "OnRenderCompleted", batch, null));
        Interlocked.Increment(ref _batches);
        OnBatch?.Invoke(content);
        _drawn.TrySetResult();
    }

    private async Task AnswerAsync(long call, string identifier, string arguments, long resultType)
    {
        if (call != 0)
        {
            var answer = string.Create(CultureInfo.InvariantCulture, $"[{call},true,{_browser.Answer(resultType)}]");
            await SendAsync(HubMessage.Call(null, "EndInvokeJSFromDotNet", call, true, answer));
        }
        if (identifier == "Blazor._internal.attachWebRendererInterop") _attached.TrySetResult();
        if (PretendedBrowser.WindowOf(identifier, arguments) is var (target, method, window))
        {
            var id = Interlocked.Increment(ref _dotNetCalls).ToString(CultureInfo.InvariantCulture);
            await SendAsync(HubMessage.Call(null, "BeginInvokeDotNetFromJS", id, null, method, target, window));
        }
    }

    private async Task PingAsync()
    {
        using var ticks = new PeriodicTimer(PingEvery, TimeProvider.System);
        try
        {
            while (await ticks.WaitForNextTickAsync(_gone.Token)) await SendAsync(HubMessage.Ping());
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or WebSocketException)
        {
            // Whoever listens says why.
        }
    }

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync(_gone.Token);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, _gone.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private void Fail(string why)
    {
        Failure = why;
        foreach (var waiting in new[] { _attached, _drawn }) waiting.TrySetException(new InvalidDataException(why));
        _started.TrySetException(new InvalidDataException(why));
    }
}
