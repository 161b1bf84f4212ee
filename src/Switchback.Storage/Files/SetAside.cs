using System.Globalization;

namespace Switchback.Storage.Files;

/// <summary>Names under which what cannot be used is kept, because nothing is thrown away that somebody may want to look at.</summary>
internal static class SetAside
{
    /// <summary>A path that is free, such as <c>positions-20261121-103000.unreadable</c> for <c>positions.json</c>.</summary>
    public static string PathFor(string path, string ending, DateTimeOffset at)
    {
        var stem = Path.Combine(
            Path.GetDirectoryName(path)!,
            $"{Path.GetFileNameWithoutExtension(path)}-{at.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        var free = $"{stem}.{ending}";
        for (var again = 2; File.Exists(free); again++)
        {
            free = $"{stem}-{again}.{ending}";
        }

        return free;
    }

    /// <summary>A folder that is free, such as <c>aside-20261121-103000</c> for <c>aside</c>.</summary>
    public static string FolderFor(string path, DateTimeOffset at)
    {
        var stem = $"{path}-{at.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        var free = stem;
        for (var again = 2; Directory.Exists(free); again++)
        {
            free = $"{stem}-{again}";
        }

        return free;
    }
}
