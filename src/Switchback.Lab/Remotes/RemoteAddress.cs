using System.Globalization;
using System.Net;
using Switchback.Lab.Http;

namespace Switchback.Lab.Remotes;

/// <summary>host:port as remote settings hold it.</summary>
public static class RemoteAddress
{
    /// <summary>Refuses, as the settings do, what has no port or an impossible one.</summary>
    public static int ReadPort(string address)
    {
        // The last colon: an IPv6 address has several.
        var colon = address.LastIndexOf(':');
        if (colon < 0) throw Errors.IllegalArgument($"remote hosts need to be configured as [host:port], found [{address}] instead");
        var text = address[(colon + 1)..];
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port))
        {
            throw Errors.IllegalArgument("failed to parse port",
                new ElasticException(400, "number_format_exception", $"For input string: \"{text}\"") { IsForeign = true });
        }
        return port > 0 ? port : throw Errors.IllegalArgument($"port number must be > 0 but was: [{port}]");
    }

    public static bool IsKnown(string address) => Host(address) is "127.0.0.1" || IPAddress.TryParse(Host(address), out _);

    /// <summary>The address as clusters publish theirs. The lab knows no names but the machine's own.</summary>
    public static string Resolve(string address)
    {
        var host = Host(address);
        return IsKnown(address)
            ? $"{host}:{ReadPort(address)}"
            : throw Errors.IllegalArgument($"unknown host [{host}]",
                new ElasticException(400, "unknown_host_exception", $"{host}: Name or service not known") { IsForeign = true });
    }

    private static string Host(string address) => address[..address.LastIndexOf(':')] is var host && host == "localhost" ? "127.0.0.1" : host;
}
