using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Switchback.Elasticsearch.Tests.Support;

/// <summary>
/// A server that does exactly what a test says, byte by byte. It greets like Elasticsearch at "/" unless told otherwise; every
/// other request goes to the test.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly SslStreamCertificateContext? _tls;
    private readonly Func<RawExchange, Task> _behave;
    private readonly Task _accepting;
    private int _accepted;

    public RawServer(Func<RawExchange, Task> behave, SslStreamCertificateContext? tls = null)
    {
        _behave = behave;
        _tls = tls;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What the root answers; null hands "/" to the test as well.</summary>
    public string? Root { get; init; } = Some.Root();

    /// <summary>Connections from this one on (counted from 1) are reset as soon as they are accepted.</summary>
    public int ResetFrom { get; set; } = int.MaxValue;

    public ConcurrentQueue<RawExchange> Seen { get; } = new();

    /// <summary>Requests other than greetings, as "METHOD path".</summary>
    public IEnumerable<string> Calls => Seen.Select(exchange => exchange.Line).Where(line => line != "GET /");

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"{(_tls is null ? "http" : "https")}://127.0.0.1:{Port}/");

    public static string Json(string body, int status = 200, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public void StopListening() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                if (Interlocked.Increment(ref _accepted) >= ResetFrom)
                {
                    socket.LingerState = new LingerOption(true, 0);
                    return;
                }
                Stream stream = new NetworkStream(socket);
                if (_tls is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _tls }, _stop.Token);
                    stream = tls;
                }
                while (await ReadAsync(stream, socket) is { } exchange)
                {
                    Seen.Enqueue(exchange);
                    if (exchange.Line == "GET /" && Root is { } root)
                        await exchange.SendAsync(Json(root, headers: exchange.GreetingHeaders));
                    else
                        await _behave(exchange);
                    if (exchange.Closed) return;
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The client hung up, or the test is over.
            }
        }
    }

    private async Task<RawExchange?> ReadAsync(Stream stream, Socket socket)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0) return null;
            head.Add(one[0]);
        }
        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n");
        var length = lines.Select(line => line.Split(": ", 2)).Where(header => header[0] == "Content-Length").Select(header => int.Parse(header[1], CultureInfo.InvariantCulture)).FirstOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return new RawExchange(lines[0].Replace(" HTTP/1.1", ""), string.Join('\n', lines.Skip(1)), body, stream, socket, _stop.Token);
    }

    private static bool EndsHead(List<byte> head) => head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';
}

/// <summary>One request, and what a test does about it.</summary>
internal sealed class RawExchange(string line, string headers, byte[] body, Stream stream, Socket socket, CancellationToken stop)
{
    public string Line => line;

    public string Headers => headers;

    public string Body => Encoding.UTF8.GetString(body);

    public string GreetingHeaders { get; set; } = "";

    public bool Closed { get; private set; }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stop);
        await stream.FlushAsync(stop);
    }

    public void Close() => Closed = true;

    /// <summary>Ends the connection without manners.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        Closed = true;
    }

    /// <summary>Answers nothing until the client has had enough.</summary>
    public async Task HangAsync()
    {
        var one = new byte[1];
        while (await stream.ReadAsync(one, stop) > 0)
        {
        }
        Closed = true;
    }

    /// <summary>A byte now and then, for ever.</summary>
    public async Task DripAsync(string text)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var at = 0; await timer.WaitForNextTickAsync(stop); at++)
            await SendAsync(at < text.Length ? text[at].ToString() : " ");
    }

    /// <summary>The same piece again and again, as fast as it goes.</summary>
    public async Task FloodAsync(string head, byte[] piece)
    {
        await SendAsync(head);
        while (!stop.IsCancellationRequested)
            await SendAsync(piece);
    }
}
