using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Switchback.Bench.Running;

/// <summary>
/// Makes another .NET process collect all its garbage, over the runtime's own diagnostic socket: without it memory that is merely
/// not collected yet cannot be told from memory that is lost. Opening a trace with this keyword collects; the trace itself is thrown
/// away.
/// </summary>
internal static class FullCollection
{
    private const string Provider = "Microsoft-Windows-DotNETRuntime";
    private const ulong CollectKeyword = 0x800000;
    private const uint Informational = 4;
    private const int HeaderBytes = 20;

    public static async Task OfAsync(int process, CancellationToken cancel)
    {
        var address = Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{process}-*-socket").FirstOrDefault()
            ?? throw new FileNotFoundException($"Process {process} has no diagnostic socket.");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancel);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Request(), cancel);
        var answer = new byte[HeaderBytes + sizeof(ulong)];
        await stream.ReadExactlyAsync(answer, cancel);
        // The end is confirmed only once everything before it was read.
        await Task.WhenAll(stream.CopyToAsync(Stream.Null, cancel), StopAsync(address, answer.AsMemory(HeaderBytes), cancel));
    }

    private static async Task StopAsync(string address, ReadOnlyMemory<byte> session, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancel);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Message(command: 1, session.Span), cancel);
        await stream.ReadExactlyAsync(new byte[HeaderBytes], cancel);
    }

    private static byte[] Request()
    {
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        writer.Write(1u); // megabytes to buffer
        writer.Write(1u); // the only format there is
        writer.Write(1u); // providers
        writer.Write(CollectKeyword);
        writer.Write(Informational);
        writer.Write((uint)Provider.Length + 1);
        writer.Write(Encoding.Unicode.GetBytes(Provider + '\0'));
        writer.Write(0u); // no arguments
        writer.Flush();
        return Message(command: 2, payload.ToArray());
    }

    private static byte[] Message(byte command, ReadOnlySpan<byte> payload)
    {
        const byte Tracing = 2;
        var message = new byte[HeaderBytes + payload.Length];
        "DOTNET_IPC_V1\0"u8.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        message[16] = Tracing;
        message[17] = command;
        payload.CopyTo(message.AsSpan(HeaderBytes));
        return message;
    }
}
