using Switchback.Storage.Files;

namespace Switchback.Storage.Tests.Files;

public sealed class KeptFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("switchback-kept-");

    private string Script => Path.Combine(_folder.FullName, "orders-failover.sh");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Write_Again_KeepsTheVersionBeforeAndNothingElse()
    {
        Assert.Null(KeptFile.Write(Script, "one"));
        Assert.Null(KeptFile.Write(Script, "two"));
        Assert.Null(KeptFile.Write(Script, "three"));

        Assert.Equal("three", File.ReadAllText(Script));
        Assert.Equal("two", File.ReadAllText(Script + ".previous"));
        Assert.Equal(["orders-failover.sh", "orders-failover.sh.previous"], _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_FolderMissing_SaysSoAndMakesNone()
    {
        var why = KeptFile.Write(Path.Combine(_folder.FullName, "unmounted", "orders-failover.sh"), "one");

        Assert.Equal($"the folder {Path.Combine(_folder.FullName, "unmounted")} is not there. Make it, or bring back what is mounted there.", why);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Write_WhereAFolderStands_SaysWhyAndLeavesWhatIsThere()
    {
        Directory.CreateDirectory(Script);

        Assert.NotNull(KeptFile.Write(Script, "one"));
        Assert.True(Directory.Exists(Script));
    }
}
