using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Switchback.Lab.Http;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>A line to a cluster that loses, delays, doubles and garbles, request by request, as it is told.</summary>
internal sealed class SpoiledLine : IDisposable
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(25);

    /// <summary>Words that looks go by, and others of the same length that no version of Elasticsearch says.</summary>
    private static readonly (string Known, string Strange)[] Words = [("\"active\"", "\"dozing\""), ("\"paused\"", "\"napped\""), ("\"open\"", "\"ajar\""), ("\"close\"", "\"clove\""), ("\"STARTED\"", "\"STARTLE\"")];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _cluster;
    private readonly Func<LabRequest, Spoil> _spoil;
    private readonly Action<LabRequest> _seen;
    private readonly ConcurrentDictionary<TcpClient, bool> _late = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="url">The cluster behind it.</param>
    /// <param name="spoil">Asked for each request as it comes from the app.</param>
    /// <param name="seen">Told of each whole and honest answer that the app got.</param>
    public SpoiledLine(string url, Func<LabRequest, Spoil> spoil, Action<LabRequest> seen)
    {
        (_cluster, _spoil, _seen) = (new Uri(url).Port, spoil, seen);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(TcpClient app)
    {
        var cluster = new TcpClient();
        using var _ = app;
        try
        {
            await cluster.ConnectAsync(IPAddress.Loopback, _cluster, _end.Token);
            while (await ReadAsync(app.GetStream()) is { } request)
            {
                Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
                if (!await CarryAsync(request, app.GetStream(), cluster)) return;
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
        finally
        {
            // A call that is late is not called back with its caller.
            if (_end.IsCancellationRequested || !_late.TryRemove(cluster, out bool _)) cluster.Dispose();
        }
    }

    /// <returns>Whether the connection stays.</returns>
    private async Task<bool> CarryAsync(byte[] request, NetworkStream app, TcpClient cluster)
    {
        var call = Parse(request);
        var spoil = _spoil(call);
        if (spoil == Spoil.LostBefore) return false;
        if (spoil == Spoil.Busy)
        {
            await app.WriteAsync(Message("429 Too Many Requests", """{"error":{"root_cause":[],"type":"es_rejected_execution_exception","reason":"rejected"},"status":429}"""), _end.Token);
            return true;
        }

        await cluster.GetStream().WriteAsync(request, _end.Token);
        if (spoil == Spoil.Late)
        {
            _late[cluster] = true;
            _ = DrainAsync(cluster);
            return false;
        }

        var answer = await ReadAsync(cluster.GetStream());
        if (spoil == Spoil.Doubled)
        {
            await cluster.GetStream().WriteAsync(request, _end.Token);
            answer = await ReadAsync(cluster.GetStream());
        }

        if (answer is null || spoil == Spoil.LostAfter) return false;
        if (spoil == Spoil.Held) await HoldAsync();
        if (spoil == Spoil.Broken) answer = Message("502 Bad Gateway", "<html>bad gateway</html>");
        if (spoil == Spoil.Strange) answer = Strange(answer);
        if (spoil == Spoil.Cut) answer = answer[..^Math.Min(answer.Length / 3, 20)];
        if (spoil is Spoil.None or Spoil.Held or Spoil.Doubled) _seen(call);
        await app.WriteAsync(answer, _end.Token);
        return spoil != Spoil.Cut;
    }

    /// <summary>Until a later request has come by, or nobody sends one.</summary>
    private async Task HoldAsync()
    {
        try
        {
            await Volatile.Read(ref _next).Task.WaitAsync(LongestHold, TimeProvider.System, _end.Token);
        }
        catch (TimeoutException)
        {
            // The app waits for this very answer.
        }
    }

    private async Task DrainAsync(TcpClient cluster)
    {
        using (cluster)
        {
            try
            {
                await ReadAsync(cluster.GetStream());
            }
            catch (Exception over) when (over is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    /// <summary>One message, head and body; null when the other side has gone.</summary>
    private async Task<byte[]?> ReadAsync(NetworkStream from)
    {
        var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var whole = int.MaxValue;
        while (read.Length < whole)
        {
            var count = await from.ReadAsync(buffer, _end.Token);
            if (count == 0) return null;
            await read.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            if (whole == int.MaxValue && Encoding.Latin1.GetString(read.GetBuffer(), 0, (int)read.Length) is var text && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0)
                whole = end + 4 + BodyOf(text[..end]);
        }

        return read.ToArray();
    }

    private static int BodyOf(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line.AsSpan(15), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture)).FirstOrDefault();

    /// <summary>Answers have to be readable on the way: that the app takes compressed ones is kept from the cluster.</summary>
    private static LabRequest Parse(byte[] request)
    {
        var place = Encoding.Latin1.GetString(request).IndexOf("Accept-Encoding:", StringComparison.OrdinalIgnoreCase);
        if (place >= 0) "X-Not-Compressed"u8[..15].CopyTo(request.AsSpan(place));
        var line = Encoding.Latin1.GetString(request, 0, Array.IndexOf(request, (byte)'\r')).Split(' ');
        return new LabRequest(line[0], line[1]);
    }

    private static byte[] Strange(byte[] answer)
    {
        var text = Encoding.Latin1.GetString(answer);
        foreach (var (known, strange) in Words) text = text.Replace(known, strange, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text);
    }

    private static byte[] Message(string status, string body) => Encoding.Latin1.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nX-elastic-product: Elasticsearch\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
