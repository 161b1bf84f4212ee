using Microsoft.AspNetCore.Components.Authorization;
using Switchback.Dashboard.Access;

namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>
/// Whether this person may drive the lab: it is shared, so what one changes everybody sees. The one place that decides; made once
/// for each person's connection by <see cref="LabRegistration"/>.
/// </summary>
public sealed record LabRights(bool CanDrive)
{
    /// <summary>For tests and tools that are nobody in particular.</summary>
    public static readonly LabRights Everyone = new(CanDrive: true);

    /// <summary>By the person whose connection this is. Whoever that is stands fast before the first page is drawn.</summary>
    internal static LabRights Of(IServiceProvider circuit) => new(
        circuit.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync() is { IsCompletedSuccessfully: true } state
        && circuit.GetRequiredService<Authority>().MayOperate(state.Result.User));
}
