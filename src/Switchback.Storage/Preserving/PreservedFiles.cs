using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Switchback.Core.Preserving;

namespace Switchback.Storage.Preserving;

/// <summary>Preserved copies as files: a folder a set, a file a copy, readable by their owner alone.</summary>
/// <param name="folder">Made when the first is written.</param>
public sealed class PreservedFiles(string folder) : IPreservedCopies
{
    private const string Ending = ".ndjson";

    public async Task<PreservedCopy> WriteAsync(string set, string name, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancel)
    {
        var path = PathOf(set, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = path + ".part";
        var (count, bytes) = (0L, 0L);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var file = new FileStream(half, OpenOptions()))
        {
            await foreach (var line in lines.WithCancellation(cancel))
            {
                await WriteAsync(line, cancel);
                await WriteAsync("\n"u8.ToArray(), cancel);
                count++;
            }

            file.Flush(flushToDisk: true);

            async Task WriteAsync(ReadOnlyMemory<byte> part, CancellationToken stop)
            {
                digest.AppendData(part.Span);
                bytes += part.Length;
                await file.WriteAsync(part, stop);
            }
        }

        File.Move(half, path, overwrite: true);
        return new PreservedCopy(set, name, count, bytes, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    public async Task<PreservedCopy?> CheckAsync(string set, string name, CancellationToken cancel)
    {
        var path = PathOf(set, name);
        if (!File.Exists(path)) return null;
        var (count, bytes) = (0L, 0L);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.OpenRead(path);
        var buffer = new byte[81920];
        while (await file.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            digest.AppendData(buffer, 0, read);
            count += buffer.AsSpan(0, read).Count((byte)'\n');
            bytes += read;
        }

        return new PreservedCopy(set, name, count, bytes, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string set, string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        var path = PathOf(set, name);
        if (!File.Exists(path)) yield break;
        await foreach (var line in File.ReadLinesAsync(path, cancel)) yield return System.Text.Encoding.UTF8.GetBytes(line);
    }

    public IReadOnlyList<string> List(string set) => Directory.Exists(FolderOf(set))
        ? [.. Directory.EnumerateFiles(FolderOf(set), "*" + Ending).Select(path => Uri.UnescapeDataString(Path.GetFileName(path)[..^Ending.Length])).Order(StringComparer.Ordinal)]
        : [];

    private string PathOf(string set, string name) => Path.Combine(FolderOf(set), Uri.EscapeDataString(name) + Ending);

    private string FolderOf(string set) => Path.Combine(folder, Uri.EscapeDataString(set));

    private static FileStreamOptions OpenOptions()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        // Documents are nobody else's to read, whatever the folder above allows.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
