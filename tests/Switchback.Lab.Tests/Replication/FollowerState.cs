namespace Switchback.Lab.Tests.Replication;

/// <summary>The states of contract 1.2, by their codes there.</summary>
public enum FollowerState
{
    /// <summary>No index.</summary>
    N,

    /// <summary>Its first copy is still coming in.</summary>
    R,

    /// <summary>Active.</summary>
    A,

    /// <summary>Active with a fatal exception.</summary>
    F,

    /// <summary>Paused.</summary>
    P,

    /// <summary>Paused and closed.</summary>
    PC,

    /// <summary>Active and closed.</summary>
    AC,

    /// <summary>Unfollowed, still closed.</summary>
    UC,

    /// <summary>A regular index.</summary>
    G,
}
