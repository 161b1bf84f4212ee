namespace Switchback.Lab.Transport;

public enum LinkCut
{
    None,

    /// <summary>Connections break and new ones are refused.</summary>
    Refused,

    /// <summary>What is sent vanishes: nobody answers, nobody hangs up.</summary>
    Swallowed,
}

/// <summary>One direction between two clusters, as it is now.</summary>
public sealed class LinkState
{
    public LinkCut Cut { get; set; }

    public TimeSpan Latency { get; set; }

    /// <summary>Zero: without limit.</summary>
    public long BytesPerSecond { get; set; }

    /// <summary>When what is already on the way will have passed: transfers queue behind each other.</summary>
    public TimeSpan BusyUntil { get; set; }

    public long BytesCarried { get; set; }

    /// <summary>Swallowed, until the link heals.</summary>
    internal Queue<Action> Held { get; } = new();
}
