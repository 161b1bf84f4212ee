using System.Text;

namespace Switchback.Storage.Files;

/// <summary>A file for people that is replaced as a whole, with the version before kept beside it as <c>.previous</c>.</summary>
public static class KeptFile
{
    /// <returns>Why it could not be written, in a sentence that says what to do; null when it is there and would survive a power cut.</returns>
    public static string? Write(string path, string text)
    {
        try
        {
            Put(path + ".new", Encoding.UTF8.GetBytes(text));
            if (File.Exists(path))
            {
                // A copy, so that there is no moment without the file.
                Put(path + ".previous.new", File.ReadAllBytes(path));
                File.Move(path + ".previous.new", path + ".previous", overwrite: true);
            }

            File.Move(path + ".new", path, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(path)!);
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return $"the folder {Path.GetDirectoryName(path)} is not there. Make it, or bring back what is mounted there.";
        }
        catch (Exception failed) when (DiskTrouble.IsDisk(failed))
        {
            return DiskTrouble.Say(failed, path);
        }
    }

    private static void Put(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
