namespace Switchback.Core.Approvals;

/// <summary>Whether people still are what they were when they agreed: asked again whenever a step is sent.</summary>
public interface IPeople
{
    bool MayApprove(string who);
}
