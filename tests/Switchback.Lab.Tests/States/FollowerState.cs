namespace Switchback.Lab.Tests.States;

/// <summary>What an index of the follower's name may be (contract 1.2).</summary>
public enum FollowerState
{
    /// <summary>No index of that name.</summary>
    N,

    /// <summary>Its files are still being copied.</summary>
    R,

    /// <summary>It follows.</summary>
    A,

    /// <summary>It followed until a fatal exception; the task is still there.</summary>
    F,

    /// <summary>Paused.</summary>
    P,

    /// <summary>Paused and closed.</summary>
    PC,

    /// <summary>Closed while it follows.</summary>
    AC,

    /// <summary>Unfollowed, still closed.</summary>
    UC,

    /// <summary>A regular index that once followed.</summary>
    G,
}
