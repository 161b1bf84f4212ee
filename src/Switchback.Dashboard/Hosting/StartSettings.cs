using System.Net;

namespace Switchback.Dashboard.Hosting;

/// <summary>The settings of the process itself: where it listens and where it keeps its files.</summary>
public sealed record StartSettings(IReadOnlyList<string> Urls, string DataFolder)
{
    public const string DataFolderKey = "DataFolder";

    /// <summary>Keys that make the server listen on every address, whatever "Urls" says. Base images set the first one.</summary>
    private static readonly string[] PortKeys = ["HTTP_PORTS", "HTTPS_PORTS"];

    public static StartSettings Read(IConfiguration configuration)
    {
        var urls = (configuration["Urls"] ?? DashboardApp.DefaultUrl)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var faults = urls.SelectMany(url => Check("Urls", url))
            .Concat(PortKeys.SelectMany(key => CheckPorts(key, configuration[key])))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren()
                .SelectMany(endpoint => Check($"{endpoint.Path}:Url", endpoint["Url"] ?? string.Empty)))
            .ToList();
        if (faults.Count > 0)
        {
            throw new StartRefusedException(faults);
        }

        return new StartSettings(urls, Path.GetFullPath(configuration[DataFolderKey] ?? "data"));
    }

    private static IEnumerable<StartFault> Check(string key, string url)
    {
        BindingAddress? address = null;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            // Said below, with the key to change.
        }

        if (address is null || address.Scheme is not ("http" or "https"))
        {
            yield return new StartFault(key, $"\"{url}\" is not an address to listen on. Give one like {DashboardApp.DefaultUrl}.");
        }
        else if (!IsLoopback(address.Host))
        {
            yield return new StartFault(key, $"{url} could be reached from other machines, and nobody has to sign in: "
                + $"no identity provider is configured. Listen on loopback, for example {DashboardApp.DefaultUrl}.");
        }
    }

    private static IEnumerable<StartFault> CheckPorts(string key, string? ports)
    {
        if (!string.IsNullOrWhiteSpace(ports))
        {
            yield return new StartFault(key, $"Port {ports} would be opened on every address of this machine, and nobody has to sign in: "
                + $"no identity provider is configured. Remove it and set Urls to a loopback address, for example {DashboardApp.DefaultUrl}.");
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
