using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Core.Approvals;
using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;
using Switchback.Core.Preserving;
using Switchback.Core.Runs;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Pages.Runs.Journeys;
using Switchback.Elasticsearch;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Storage.Journal;
using Switchback.Storage.Preserving;

namespace Switchback.Dashboard.Runs;

internal static class RunsRegistration
{
    public static void AddRuns(this IServiceCollection services)
    {
        services.AddOperations();
        services.AddOperationPlanning(provider => (plan, step) => provider.GetRequiredService<StepBook>().CallsOf(plan, step));
        services.TryAddSingleton<IPeople, RehearsalPeople>();
        services.TryAddSingleton(new RunSettings());
        services.AddSingleton<RunBook>();
        services.AddSingleton<RunningPairs>();
        services.AddSingleton<Holds>();
        services.AddSingleton<Controls>();
        services.AddSingleton<PlanShelf>();
        services.AddSingleton(provider => new ApprovalPolicy(provider.GetRequiredService<IReadOnlyList<PairOptions>>()));
        services.AddSingleton(provider => new RunGate(
            provider.GetRequiredService<ApprovalPolicy>(), provider.GetRequiredService<IPeople>(), provider.GetRequiredService<Controls>(), provider.GetRequiredService<TimeProvider>(),
            pair => provider.GetRequiredService<ActiveRecords>().Of(pair)?.Active));
        services.AddSingleton<IPreservedCopies>(provider => new PreservedFiles(Path.Combine(provider.GetRequiredService<SwitchbackSettings>().KeepIn, "preserved")));
        services.AddSingleton(provider => new RunWorkers(
            provider.GetRequiredService<RunGate>(), provider.GetRequiredService<RunSettings>(), provider.GetRequiredService<TimeProvider>(),
            NameOfThisLife(provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        services.AddSingleton<IRunWorkers>(provider => provider.GetRequiredService<RunWorkers>());
        services.AddSingleton(provider => new RunDesk(
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<RunBook>(), provider.GetRequiredService<Holds>(), provider.GetRequiredService<Controls>(),
            provider.GetRequiredService<PlanShelf>(), provider.GetRequiredService<ApprovalPolicy>(), provider.GetRequiredService<IPeople>(), Drivers(provider),
            provider.GetRequiredService<IRunWorkers>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(Repair);
        services.AddHostedService<RunsHosting>();
    }

    /// <summary>No two lives of the app have the same name: what one began, another takes over before it does anything.</summary>
    private static string NameOfThisLife(TimeProvider time) => $"{Environment.MachineName}:{Environment.ProcessId}:{time.GetUtcNow():yyyyMMddTHHmmssfff}";

    /// <summary>Work that had ended behind a cut looks unended: the brake is on before anybody can record anything.</summary>
    private static JournalRepair Repair(IServiceProvider provider)
    {
        var controls = provider.GetRequiredService<Controls>();
        return new JournalRepair(
            provider.GetRequiredService<FileJournal>(), provider.GetRequiredService<TimeProvider>(),
            (who, name) => new FirstEvent(Controls.Stream, Controls.SetBy(who, null, name, "The journal was cut at its damage. Compare the runs with the files that were put aside.", null)),
            happened =>
            {
                if (happened.Stream == Controls.Stream) controls.Fold(happened);
            });
    }

    private static IReadOnlyList<IDriver> Drivers(IServiceProvider provider) =>
        [.. provider.GetServices<IDriver>().Select(driver => provider.GetRequiredService<SwitchbackSettings>().MayChange ? driver : new WatchedOnly(driver))];
}
