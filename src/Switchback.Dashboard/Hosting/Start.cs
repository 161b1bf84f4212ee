namespace Switchback.Dashboard.Hosting;

/// <summary>From the command line to an exit code. A fault in the settings is told in words; a stack trace is for bugs.</summary>
public static class Start
{
    public const int SettingsFault = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = DashboardApp.Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteAsync(Describe(refused.Faults));
            return SettingsFault;
        }
    }

    public static string Describe(IReadOnlyList<StartFault> faults)
    {
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine(faults.Count == 1
            ? "Switchback does not start: one setting needs a change."
            : $"Switchback does not start: {faults.Count} settings need a change.");
        foreach (var fault in faults)
        {
            text.WriteLine();
            text.WriteLine($"  {fault.Key}");
            text.WriteLine($"      {fault.Sentence}");
        }

        return text.ToString();
    }
}
