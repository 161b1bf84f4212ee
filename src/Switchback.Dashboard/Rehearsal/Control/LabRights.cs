namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>
/// Whether this person may drive the lab: it is shared, so what one changes everybody sees. The one place that decides; made once
/// for each person's connection by <see cref="LabRegistration"/>.
/// </summary>
public sealed record LabRights(bool CanDrive)
{
    /// <summary>Nobody signs in yet, and only people at this machine reach the app.</summary>
    public static readonly LabRights Everyone = new(CanDrive: true);
}
