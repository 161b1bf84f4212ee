using Switchback.Core.Approvals;

namespace Switchback.Dashboard.Access;

/// <summary>Whether a persona still may agree to anything: asked when a step is sent, and not only when they clicked.</summary>
internal sealed class RehearsalPeople : IPeople
{
    private const string Prefix = Persona.Provider + ":";

    public bool MayApprove(string who) =>
        who.StartsWith(Prefix, StringComparison.Ordinal) && Persona.Find(who[Prefix.Length..]) is { } persona && Roles.HeldBy([persona.Role]).Contains(Roles.Approver);
}
