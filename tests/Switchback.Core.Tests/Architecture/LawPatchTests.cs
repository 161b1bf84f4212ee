using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Switchback.Core.Tests.Architecture;

/// <summary>
/// The patches that <c>./test laws</c> breaks the laws with. That takes minutes and is asked for; here is seen, in every test run, that it still can:
/// each patch fits the code as it is, each test it names is there, and the document tells of both.
/// </summary>
public sealed partial class LawPatchTests
{
    private const int Laws = 13;

    private static readonly IReadOnlyList<string> Files = Repository.Files("tests/laws", "*.patch");

    [Fact]
    public async Task Patches_EveryOne_StillFitsTheCode()
    {
        var misfits = new List<string>();
        foreach (var file in Files)
        {
            if (await MisfitAsync(file) is { } why) misfits.Add($"{file}: {why.Trim()}");
        }

        Assert.True(misfits.Count == 0, $"Make the same change to the code as it is now, and put its `git diff -U1` below the patch's header:\n{string.Join('\n', misfits)}");
    }

    [Fact]
    public void Patches_EveryOne_NameALawAMutantAndTestsThatAreThere()
    {
        var classes = Repository.Files("tests", "*.cs").SelectMany(file => ClassName().Matches(Repository.Read(file)).Select(match => (Name: match.Groups[1].Value, File: file))).ToLookup(found => found.Name, found => found.File);

        foreach (var patch in Files.Select(Patch.Read))
        {
            Assert.True(patch.Law is >= 1 and <= Laws && patch.Name.StartsWith($"{patch.Law:00}", StringComparison.Ordinal), $"{patch.Name} does not begin with its law");
            Assert.True(patch.Mutant.EndsWith('.'), $"{patch.Name} does not say what it breaks");
            Assert.True(patch.Tests.Count > 0 && patch.Tests.All(test => test.Project == patch.Tests[0].Project), $"{patch.Name} names no tests, or tests of several projects");
            foreach (var (project, subject, method) in patch.Tests)
            {
                var holds = classes[subject].Where(file => file.StartsWith($"tests/{project}/", StringComparison.Ordinal)).Any(file => Regex.IsMatch(Repository.Read(file), $@"\bpublic [^\n=]*\b{Regex.Escape(method)}\(", default, TimeSpan.FromSeconds(10)));
                Assert.True(holds, $"{patch.Name}: there is no test {subject}.{method} in {project}");
            }
        }
    }

    [Fact]
    public void Document_OfTheLaws_NamesEveryPatchWithItsTests_AndNoOther()
    {
        var lines = Repository.Read("docs/laws.md").Split('\n');
        var told = lines.Select(line => PatchName().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(Files.Select(file => Patch.Read(file).Name), told.Order(StringComparer.Ordinal));
        foreach (var patch in Files.Select(Patch.Read))
        {
            var line = lines.Single(line => line.Contains($"`{patch.Name}`"));
            Assert.All(patch.Tests, test => Assert.Contains($"`{test.Class}.{test.Method}`", line));
            Assert.Contains(patch.Mutant.TrimEnd('.'), line);
        }
    }

    [Fact]
    public void Laws_EveryOne_IsBrokenInTwoWaysAtLeast()
    {
        var broken = Files.Select(Patch.Read).CountBy(patch => patch.Law).ToDictionary();

        Assert.Empty(Enumerable.Range(1, Laws).Where(law => broken.GetValueOrDefault(law) < 2));
    }

    /// <returns>What git says against it; null when it applies.</returns>
    private static async Task<string?> MisfitAsync(string file)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["apply", "--check", file]) { WorkingDirectory = Repository.PathOf(""), RedirectStandardError = true })!;
        var said = await git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        return git.ExitCode == 0 ? null : said;
    }

    [GeneratedRegex(@"\bclass (\w+)", RegexOptions.None, 10_000)]
    private static partial Regex ClassName();

    [GeneratedRegex(@"^\| `(\d\d[a-z]-[a-z-]+)` \|", RegexOptions.None, 10_000)]
    private static partial Regex PatchName();

    /// <summary>What stands above the first changed file.</summary>
    private sealed record Patch(string Name, int Law, string Mutant, IReadOnlyList<(string Project, string Class, string Method)> Tests)
    {
        public static Patch Read(string file)
        {
            var header = Repository.Read(file).Split('\n').TakeWhile(line => !line.StartsWith("--- ", StringComparison.Ordinal)).ToList();
            return new Patch(
                Path.GetFileNameWithoutExtension(file),
                int.Parse(After("Law").Single().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture),
                After("Mutant").Single(),
                [.. After("Test").Select(test => test.Split(' ', '.')).Select(parts => (string.Join('.', parts[..^2]), parts[^2], parts[^1]))]);

            IEnumerable<string> After(string name) => header.Where(line => line.StartsWith($"{name}: ", StringComparison.Ordinal)).Select(line => line[(name.Length + 2)..]);
        }
    }
}
