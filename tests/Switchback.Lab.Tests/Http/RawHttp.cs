using System.Net.Sockets;
using System.Text;

namespace Switchback.Lab.Tests.Http;

/// <summary>Says exactly what a test writes onto a socket, and gives back what came, headers and all.</summary>
public static class RawHttp
{
    public static async Task<RawAnswer> SendAsync(string url, string head, byte[]? body = null)
    {
        var address = new Uri(url);
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        var lines = head.ReplaceLineEndings("\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{lines}\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        if (body is not null) await stream.WriteAsync(body, TestContext.Current.CancellationToken);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, TestContext.Current.CancellationToken);
        return RawAnswer.Read(buffer.ToArray());
    }
}

public sealed record RawAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static RawAnswer Read(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, "no answer came");
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        // An interim answer only says that the body may come.
        if (lines[0].StartsWith("HTTP/1.1 100", StringComparison.Ordinal)) return Read(bytes[(end + 4)..]);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).Select(pair => KeyValuePair.Create(pair[0], pair.Length > 1 ? pair[1] : ""));
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), [.. headers], bytes[(end + 4)..]);
    }
}
