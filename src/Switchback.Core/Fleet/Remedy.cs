namespace Switchback.Core.Fleet;

/// <summary>What a person does about a verdict. What each is called, and how it is done, stands in <see cref="RemedyWords"/>.</summary>
public enum Remedy
{
    None,

    /// <summary>Nothing to do but to wait.</summary>
    Wait,
    Wake,
    Restart,
    Resume,
    Open,
    OpenAndResume,
    FinishPromotion,
    Recreate,
    StartCopy,
    FailOver,
    GiveRights,
    Unblock,
    RepairSource,
    RepairLink,
    RestoreSide,
}

/// <summary>A remedy as people read it: a short name for a button, and a sentence.</summary>
public static class RemedyWords
{
    public static (string Name, string Sentence) Of(Remedy remedy) => remedy switch
    {
        Remedy.None => ("", ""),
        Remedy.Wait => ("Wait", "Nothing to do: it goes on by itself."),
        Remedy.Wake => ("Wake it now", "Pause and resume it with the same parameters: it then asks its leader at once instead of sleeping on."),
        Remedy.Restart => ("Restart", "Pause and resume it with the same parameters. If the same error comes back, it has to be recreated."),
        Remedy.Resume => ("Resume", "Resume it with the parameters it had. What it lacks is then read from its leader."),
        Remedy.Open => ("Open", "Open it: what it missed meanwhile is then written."),
        Remedy.OpenAndResume => ("Open and resume", "Open it first, then resume it with the parameters it had."),
        Remedy.FinishPromotion => ("Finish the promotion", "Open it, so that it can be read and written, or follow its leader again, which replaces what it holds."),
        Remedy.Recreate => ("Recreate", "Copy it anew from its leader: pause, close, follow again. What only this copy holds is replaced."),
        Remedy.StartCopy => ("Follow now", "Nothing follows what is there already: create the follower."),
        Remedy.FailOver => ("Fail over or wait", "Decide: fail over to the other side, or wait for this one to come back."),
        Remedy.GiveRights => ("Give the rights back", "The user that started it lost a right on the leader. Give it back, or resume as another user."),
        Remedy.Unblock => ("Lift the block", "Lift the block that stands in the way; it goes on by itself then."),
        Remedy.RepairSource => ("Open or repair the leader", "Bring the leader index back into service; it goes on by itself then."),
        Remedy.RepairLink => ("Repair the remote", "Connect the remote cluster again under the same alias; it goes on by itself then."),
        Remedy.RestoreSide => ("Bring the cluster back", "Bring its cluster back. What is shown is how it was."),
        _ => throw new ArgumentOutOfRangeException(nameof(remedy)),
    };
}
