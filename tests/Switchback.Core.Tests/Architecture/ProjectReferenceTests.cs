using System.Xml.Linq;

namespace Switchback.Core.Tests.Architecture;

/// <summary>Dependencies point one way. The drawing is the table below; a new arrow is a decision, not an accident.</summary>
public sealed class ProjectReferenceTests
{
    [Fact]
    public void Projects_InSource_ReferenceEachOtherExactlyAsDrawn()
    {
        var drawn = new Dictionary<string, string>
        {
            ["Switchback.Core"] = "",
            ["Switchback.Dashboard"] = "Switchback.Core, Switchback.Elasticsearch, Switchback.Lab, Switchback.Storage",
            ["Switchback.Elasticsearch"] = "Switchback.Core",
            ["Switchback.Lab"] = "",
            ["Switchback.Storage"] = "Switchback.Core",
        };

        var found = Repository.Files("src", "*.csproj").ToDictionary(Name, file => string.Join(", ", References(file)));

        Assert.Equal(drawn, found.OrderBy(project => project.Key, StringComparer.Ordinal).ToDictionary());
    }

    [Fact]
    public void LabAndElasticsearch_Sources_NeverNameEachOther()
    {
        var guilty = Repository.Files("src/Switchback.Lab", "*.cs").Where(file => Repository.Read(file).Contains("Switchback.Elasticsearch"))
            .Concat(Repository.Files("src/Switchback.Elasticsearch", "*.cs").Where(file => Repository.Read(file).Contains("Switchback.Lab")));

        Assert.Empty(guilty);
    }

    [Fact]
    public void Core_FrameworksAndPackages_AreNone()
    {
        var project = XDocument.Load(Repository.PathOf("src/Switchback.Core/Switchback.Core.csproj"));

        Assert.Equal("Microsoft.NET.Sdk", project.Root!.Attribute("Sdk")!.Value);
        Assert.Empty(project.Descendants("FrameworkReference"));
        Assert.Empty(project.Descendants("PackageReference"));
    }

    [Fact]
    public void TestProjects_EveryOne_IsInTheSolution()
    {
        var solution = Repository.Read("Dashboard.sln").Replace('\\', '/');

        var outside = Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj")).Concat(Repository.Files("bench", "*.csproj"))
            .Where(project => !solution.Contains($"\"{project}\""));

        Assert.Empty(outside);
    }

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
            .Select(reference => Name(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal);
}
