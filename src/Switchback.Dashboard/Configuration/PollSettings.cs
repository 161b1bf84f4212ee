using Switchback.Core.Settings;

namespace Switchback.Dashboard.Configuration;

/// <summary>How often clusters are asked. The same for every viewer, and however many there are.</summary>
/// <param name="Every">The pace of what moves all the time: statistics and positions.</param>
/// <param name="SlowEvery">The pace of what is dear to read and changes seldom: which followers there are, and who is paused.</param>
public sealed record PollSettings(TimeSpan Every, TimeSpan SlowEvery)
{
    public const string Root = "Poll";

    public static (PollSettings Poll, IReadOnlyList<SettingsFault> Faults) Read(IConfiguration configuration)
    {
        var section = SettingsSection.From(Root, configuration.AsEnumerable());
        var poll = new PollSettings(
            TimeSpan.FromSeconds(section.Number("Seconds", 2, 1, 60)),
            TimeSpan.FromSeconds(section.Number("SlowSeconds", 10, 1, 600)));
        section.RefuseUnknownKeys();
        return (poll, section.Faults);
    }
}
