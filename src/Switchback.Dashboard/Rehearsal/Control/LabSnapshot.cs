namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>What is known of the lab, and since when.</summary>
/// <param name="At">When <paramref name="Picture"/> was true; null before the first answer.</param>
/// <param name="Picture">The last that was heard; kept while the lab does not answer.</param>
public sealed record LabSnapshot(LabLine Line, DateTimeOffset? At, LabPicture? Picture)
{
    public static readonly LabSnapshot NotAskedYet = new(new LabLine.Asking(), null, null);
}

/// <summary>The line from this server to the lab. Closed.</summary>
public abstract record LabLine
{
    private LabLine()
    {
    }

    public sealed record Asking : LabLine;

    public sealed record Answering : LabLine;

    public sealed record Silent(DateTimeOffset Since, string Why) : LabLine;
}
