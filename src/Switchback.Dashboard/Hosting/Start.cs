using Microsoft.AspNetCore.Connections;
using Switchback.Core.Settings;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Rehearsal;

namespace Switchback.Dashboard.Hosting;

/// <summary>From the command line to an exit code. A fault in the settings is told in words; a stack trace is for bugs.</summary>
public static class Start
{
    public const int FaultySettings = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [HealthCommand.Word, .. var settings])
        {
            return await HealthCommand.RunAsync(settings);
        }

        if (args is [VerifyCommand.Word, .. var checkedSettings])
        {
            return VerifyCommand.Run(checkedSettings, Console.Out);
        }

        try
        {
            await using var app = DashboardApp.Build(args);
            await RunAsync(app);
            return 0;
        }
        catch (SettingsException refused)
        {
            await Console.Error.WriteAsync(Describe(refused.Faults));
            return FaultySettings;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteAsync(Describe([new SettingsFault("Urls", taken.Message, "Another program listens there: end it, or listen elsewhere.")]));
            return FaultySettings;
        }
    }

    private static async Task RunAsync(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Switchback.Dashboard.Hosting.Start");
        var lab = app.Services.GetService<LabKeeper>() is { } keeper ? await keeper.EnsureAsync(CancellationToken.None) : null;
        await app.StartAsync();
        logger.SwitchbackIsAt(string.Join(" and ", app.Urls), app.Services.GetRequiredService<SwitchbackSettings>().Start.DataFolder);
        await app.WaitForShutdownAsync();
        if (lab is not null)
        {
            logger.LabSurvives(lab.Process);
        }
    }

    public static string Describe(IReadOnlyList<SettingsFault> faults)
    {
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine(faults.Count == 1
            ? "Switchback does not start: one setting needs a change."
            : $"Switchback does not start: {faults.Count} settings need a change.");
        foreach (var fault in faults)
        {
            text.WriteLine();
            text.WriteLine($"  {fault.Key}");
            text.WriteLine($"      {fault.Problem} {fault.Remedy}");
        }

        return text.ToString();
    }
}
