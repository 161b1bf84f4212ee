namespace Switchback.Bench.Circuits;

/// <summary>What comes over a circuit's connection. Closed.</summary>
internal abstract record HubMessage
{
    private HubMessage()
    {
    }

    public sealed record Called(string Target, object?[] Arguments) : HubMessage;

    public sealed record Completed(string InvocationId, object? Result, string? Error) : HubMessage;

    public sealed record Closed(string? Error) : HubMessage;

    /// <summary>A sign of life, or something that a browser would not act upon either.</summary>
    public sealed record Other : HubMessage;

    public static HubMessage Read(ReadOnlySpan<byte> message)
    {
        var reader = new PackReader(message);
        var length = reader.ReadArray();
        var parts = new object?[length];
        for (var i = 0; i < length; i++) parts[i] = reader.ReadValue();
        return parts switch
        {
            [1L, _, _, string target, object?[] arguments, ..] => new Called(target, arguments),
            [3L, _, string id, 1L, string error] => new Completed(id, null, error),
            [3L, _, string id, 3L, var result] => new Completed(id, result, null),
            [3L, _, string id, ..] => new Completed(id, null, null),
            [7L, var error, ..] => new Closed(error as string),
            _ => new Other(),
        };
    }

    /// <summary>A call as the browser's script sends it: without an id nobody waits for an answer.</summary>
    public static byte[] Call(string? id, string target, params ReadOnlySpan<object?> arguments)
    {
        var writer = new PackWriter().Array(6).Value(1).EmptyMap().Value(id).Value(target).Array(arguments.Length);
        foreach (var argument in arguments) writer.Value(argument);
        return Framed(writer.Array(0).Written);
    }

    public static byte[] Ping() => Framed(new PackWriter().Array(1).Value(6).Written);

    /// <summary>Each message comes behind its length, seven bits to a byte.</summary>
    private static byte[] Framed(ReadOnlySpan<byte> message)
    {
        var framed = new List<byte>(message.Length + 5);
        var length = message.Length;
        for (; length > 0x7f; length >>= 7) framed.Add((byte)(length | 0x80));
        framed.Add((byte)length);
        framed.AddRange(message);
        return [.. framed];
    }
}
