using Switchback.Core.Journal;
using Switchback.Core.Settings;
using Switchback.Dashboard.Configuration;
using Switchback.Storage;
using Switchback.Storage.Journal;

namespace Switchback.Dashboard.Hosting;

/// <summary>
/// <c>Switchback.Dashboard verify [settings]</c>: reads every event of the journal of these settings again and checks the chain. It
/// may be run beside the app. Exit code 0 when it is whole, 1 when it is not, 2 when the settings are faulty.
/// </summary>
internal static class VerifyCommand
{
    public const string Word = "verify";

    public static int Run(string[] args, TextWriter output)
    {
        try
        {
            var configuration = new ConfigurationManager();
            configuration.SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().AddCommandLine(args);
            var folder = Path.Combine(SwitchbackSettings.Read(configuration).KeepIn, StorageRegistration.JournalFolder);
            if (!Directory.Exists(folder))
            {
                output.WriteLine($"There is no journal in {folder}: nothing was ever recorded with these settings.");
                return 1;
            }

            var (found, isTorn) = JournalCheck.Run(folder);
            output.WriteLine(found switch
            {
                Verification.Whole whole => $"The chain is whole: {whole.Count} events in {folder}, the last with hash {whole.HeadHash}.",
                Verification.Broken broken => $"The journal in {folder} is damaged. The first bad line: {broken.Damage.Say()}",
                _ => throw new InvalidOperationException("Verification is closed."),
            });
            if (isTorn && found is Verification.Whole) output.WriteLine("The last append is not there to its end: it is being written just now, or the machine stopped while it was. The app cuts it off when it starts.");
            return found is Verification.Whole ? 0 : 1;
        }
        catch (SettingsException refused)
        {
            output.Write(Start.Describe(refused.Faults));
            return Start.FaultySettings;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            output.WriteLine($"The journal cannot be read: {unreadable.Message}");
            return 1;
        }
    }
}
