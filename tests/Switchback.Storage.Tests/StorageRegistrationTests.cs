using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Journal;
using Switchback.Storage.Files;
using Switchback.Storage.Tests.Support;
using static Switchback.Storage.Tests.Support.JournalSteps;

namespace Switchback.Storage.Tests;

public sealed class StorageRegistrationTests
{
    [Fact]
    public async Task AddStorage_JournalAndStateFile_KeepWhatTheyWereGivenUntilTheNextStart()
    {
        using var folder = new DataFolder();
        await using (var provider = Build(folder))
        {
            await provider.GetRequiredService<IJournal>().AddAsync("pair/orders");
            provider.GetRequiredService<StateFile<string[]>>().Set(["a", "b"]);
        }

        await using var again = Build(folder);

        Assert.Equal(1, again.GetRequiredService<IJournal>().Head.Sequence);
        Assert.Equal(["a", "b"], again.GetRequiredService<StateFile<string[]>>().Value!);
        Assert.True(File.Exists(folder.PathOf("journal/journal-000001.jsonl")));
    }

    private static ServiceProvider Build(DataFolder folder) => new ServiceCollection()
        .AddLogging()
        .AddStorage(folder.Path)
        .AddStateFile<string[]>(folder.Path, "positions")
        .BuildServiceProvider();
}
