namespace Switchback.Core.Runs;

/// <summary>Names of notes that mean the same in every system.</summary>
public static class NoteNames
{
    /// <summary>The identity that an item has since a step of the run made it anew.</summary>
    public const string Identity = "identity";
}
