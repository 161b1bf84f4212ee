using System.Globalization;
using System.Text.Json;

namespace Switchback.Dashboard.Rehearsal;

/// <summary>
/// What is kept of a rehearsal, with the identity of the lab it belongs to beside it. Records about clusters that no longer
/// exist would be taken for records about the new ones of the same name, so another lab means a new folder.
/// </summary>
internal sealed class RehearsalData(string dataFolder, TimeProvider time)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string Folder { get; } = FolderIn(dataFolder);

    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "rehearsal");

    private string IdentityFile => Path.Combine(Folder, "lab.json");

    /// <summary>Makes the folder this lab's. Returns where the data of another lab were set aside, or null.</summary>
    public string? Adopt(LabIdentity lab)
    {
        var setAside = BelongsTo(lab) ? null : SetAside();
        Directory.CreateDirectory(Folder);
        var text = JsonSerializer.Serialize(lab, Indented);
        File.WriteAllText(IdentityFile + ".new", text);
        File.Move(IdentityFile + ".new", IdentityFile, overwrite: true);
        return setAside;
    }

    private bool BelongsTo(LabIdentity lab)
    {
        if (!Directory.Exists(Folder))
        {
            return true;
        }

        try
        {
            return JsonSerializer.Deserialize<LabIdentity>(File.ReadAllText(IdentityFile)) is { } known && known.IsSameLabAs(lab);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            // Data that do not say whose they are belong to nobody we know.
            return false;
        }
    }

    private string SetAside()
    {
        var at = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var name = $"{Folder}-until-{at}";
        for (var again = 2; Directory.Exists(name); again++)
        {
            name = $"{Folder}-until-{at}-{again}";
        }

        Directory.Move(Folder, name);
        return name;
    }
}
