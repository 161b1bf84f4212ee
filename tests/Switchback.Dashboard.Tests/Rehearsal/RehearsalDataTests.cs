using Switchback.Dashboard.Rehearsal;

namespace Switchback.Dashboard.Tests.Rehearsal;

public sealed class RehearsalDataTests : IDisposable
{
    private static readonly LabIdentity Lab = new(4711, new Dictionary<string, string> { ["clusterA"] = "aaaa", ["clusterB"] = "bbbb" });

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("switchback-");

    [Fact]
    public void Adopt_SameLabAgain_KeepsWhatIsThere()
    {
        var data = Data();
        Assert.Null(data.Adopt(Lab));
        File.WriteAllText(Path.Combine(data.Folder, "journal.jsonl"), "an event");

        Assert.Null(Data().Adopt(Lab with { Process = 4712 }));

        Assert.Equal("an event", File.ReadAllText(Path.Combine(data.Folder, "journal.jsonl")));
    }

    [Fact]
    public void Adopt_AnotherLab_SetsTheEarlierDataAsideAndBeginsAnew()
    {
        var data = Data();
        data.Adopt(Lab);
        File.WriteAllText(Path.Combine(data.Folder, "journal.jsonl"), "an event");

        var aside = Data().Adopt(Lab with { Clusters = new Dictionary<string, string> { ["clusterA"] = "aaaa", ["clusterB"] = "other" } });

        Assert.Matches(@"rehearsal-until-\d{8}-\d{6}$", aside);
        Assert.Equal("an event", File.ReadAllText(Path.Combine(aside!, "journal.jsonl")));
        Assert.Equal(["lab.json"], Directory.GetFiles(data.Folder).Select(Path.GetFileName));
        Assert.Contains("other", File.ReadAllText(Path.Combine(data.Folder, "lab.json")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{\"Proc")]
    public void Adopt_DataThatDoNotSayWhoseTheyAre_AreSetAside(string? identity)
    {
        var data = Data();
        Directory.CreateDirectory(data.Folder);
        if (identity is not null)
        {
            File.WriteAllText(Path.Combine(data.Folder, "lab.json"), identity);
        }

        Assert.NotNull(data.Adopt(Lab));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("hello")]
    [InlineData("{\"lab\":\"other\",\"clusters\":[]}")]
    [InlineData("{\"lab\":\"switchback\"}")]
    [InlineData("{\"lab\":\"switchback\",\"clusters\":[{\"name\":\"a\"}]}")]
    [InlineData("{\"name\":\"n\",\"cluster_name\":\"c\",\"tagline\":\"You Know, for Search\"}")]
    public void Identity_AnythingButALab_IsNone(string answer)
    {
        Assert.Null(LabIdentity.TryRead(answer));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private RehearsalData Data() => new(_folder.FullName, TimeProvider.System);
}
