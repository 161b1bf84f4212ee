using System.Net;
using Switchback.Core.Settings;

namespace Switchback.Dashboard.Hosting;

/// <summary>The settings of the process itself: where it listens and where it keeps its files.</summary>
public sealed record StartSettings(IReadOnlyList<string> Urls, string DataFolder)
{
    public const string DataFolderKey = "DataFolder";

    private const string LoopbackRemedy = $"Listen on loopback, for example {DashboardApp.DefaultUrl}.";

    /// <summary>Keys that make the server listen on every address, whatever "Urls" says. Base images set the first one.</summary>
    private static readonly string[] PortKeys = ["HTTP_PORTS", "HTTPS_PORTS"];

    public static (StartSettings Start, IReadOnlyList<SettingsFault> Faults) Read(IConfiguration configuration)
    {
        var urls = (configuration["Urls"] ?? DashboardApp.DefaultUrl)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var faults = urls.SelectMany(url => Check("Urls", url))
            .Concat(PortKeys.SelectMany(key => CheckPorts(key, configuration[key])))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren()
                .SelectMany(endpoint => Check($"{endpoint.Path}:Url", endpoint["Url"] ?? string.Empty)))
            .ToList();
        return (new StartSettings(urls, Path.GetFullPath(configuration[DataFolderKey] ?? "data")), faults);
    }

    private static IEnumerable<SettingsFault> Check(string key, string url)
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
            yield return new SettingsFault(key, $"'{url}' is no address to listen on.", LoopbackRemedy);
        }
        else if (!IsLoopback(address.Host))
        {
            yield return new SettingsFault(key, $"{url} can be reached from other machines, and without an identity provider nobody signs in.", LoopbackRemedy);
        }
    }

    private static IEnumerable<SettingsFault> CheckPorts(string key, string? ports)
    {
        if (!string.IsNullOrWhiteSpace(ports))
        {
            yield return new SettingsFault(
                key,
                $"opens port {ports} on every address of this machine, and without an identity provider nobody signs in.",
                $"Remove it; Urls says where to listen, {DashboardApp.DefaultUrl} by default.");
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
