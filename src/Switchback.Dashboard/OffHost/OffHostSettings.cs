using Switchback.Core.Settings;
using Switchback.Dashboard.Configuration;
using Switchback.Elasticsearch.Configuration;

namespace Switchback.Dashboard.OffHost;

/// <summary>A second place for what is needed when this machine is gone: a folder or an address, not both.</summary>
/// <param name="Folder">Should lie on another machine. It is never made: a folder that is missing is a mount that is missing.</param>
/// <param name="Url">Each script is put below it by its name.</param>
/// <param name="Bearer">Goes along to the address; null for none.</param>
public sealed record OffHostSettings(string? Folder, OutboundAddress? Url, SecretSource? Bearer)
{
    public const string Root = "OffHost";

    private const string Example = "https://files.example/switchback";
    private const string Which = "Write OffHost:Folder, a full path on another machine's disk, or OffHost:Url, an https address that takes PUT.";

    /// <summary>As pages and logs name it.</summary>
    public string Place => Folder ?? Url!.ToString();

    /// <returns>Null when nothing is kept elsewhere.</returns>
    public static (OffHostSettings? OffHost, IReadOnlyList<SettingsFault> Faults) Read(IConfiguration configuration, string dataFolder)
    {
        var section = SettingsSection.From(Root, configuration.AsEnumerable());
        if (!section.Exists) return (null, []);
        var folder = section.Text("Folder", Which);
        var url = OutboundAddress.Read(section, "Url", Example);
        var bearer = SecretSettings.Read(section, "Bearer");
        if (section.Section("Folder").Exists == section.Section("Url").Exists) section.Fault(folder is null ? "names no place." : "names two places.", Which);
        if (folder is not null && !Path.IsPathFullyQualified(folder)) section.Section("Folder").Fault("is no full path.", Which);
        else if (folder is not null && IsIn(dataFolder, folder)) section.Section("Folder").Fault("lies in the data folder, and would be gone with it.", Which);
        if (url is { Uri.Query.Length: > 0 }) section.Section("Url").Fault("holds a query, behind which no name can be put.", $"Write an address such as {Example}; a key goes into Bearer.");
        if (bearer is not null && !section.Section("Url").Exists) section.Section("Bearer").Fault("stands without an address.", "Write OffHost:Url, or remove it.");
        section.RefuseUnknownKeys();
        return (section.Faults.Count == 0 ? new OffHostSettings(folder is null ? null : Path.GetFullPath(folder), url, bearer) : null, section.Faults);
    }

    private static bool IsIn(string outer, string path) =>
        (Path.GetFullPath(path) + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(outer)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
