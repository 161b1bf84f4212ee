using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Switchback.Core.Journal;
using Switchback.Core.Settings;
using Switchback.Storage.Files;
using Switchback.Storage.Journal;

namespace Switchback.Storage;

public static class StorageRegistration
{
    /// <summary>The journal's folder below the data folder.</summary>
    public const string JournalFolder = "journal";

    /// <summary>
    /// Registers <see cref="IJournal"/> in <paramref name="dataFolder"/>. It is opened when it is first asked for, which throws
    /// <see cref="SettingsException"/> if another process has it: ask at the start.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => OpenJournal(provider, Path.Combine(dataFolder, JournalFolder)));
        services.TryAddSingleton<IJournal>(provider => provider.GetRequiredService<FileJournal>());
        return services;
    }

    /// <summary>Registers a <see cref="StateFile{T}"/> as <c>{name}.json</c> in <paramref name="dataFolder"/>.</summary>
    public static IServiceCollection AddStateFile<T>(this IServiceCollection services, string dataFolder, string name)
        where T : class
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider =>
        {
            var file = StateFile<T>.Open(Path.Combine(dataFolder, name + ".json"), provider.GetRequiredService<TimeProvider>());
            if (file.Note is { } note) provider.GetRequiredService<ILogger<StateFile<T>>>().FoundAtStart(note);
            return file;
        });
        return services;
    }

    private static FileJournal OpenJournal(IServiceProvider provider, string folder)
    {
        var logger = provider.GetRequiredService<ILogger<FileJournal>>();
        var journal = FileJournal.Open(folder, provider.GetRequiredService<TimeProvider>());
        foreach (var note in journal.Notes)
        {
            logger.FoundAtStart(note);
        }

        if (journal.Condition is JournalCondition.Sound)
        {
            logger.JournalOpened(folder, journal.Head.Sequence, journal.Head.Hash);
        }
        else
        {
            logger.JournalNotSound(journal.Condition.Say());
        }

        return journal;
    }
}
