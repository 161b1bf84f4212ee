namespace Switchback.Lab.Licences;

/// <summary>A kind of licence and what it opens.</summary>
public sealed record LicenceType(string Name, bool Ends, bool IsPaid)
{
    public static readonly LicenceType Basic = new("basic", Ends: false, IsPaid: false);
    public static readonly LicenceType Trial = new("trial", Ends: true, IsPaid: true);

    private static readonly LicenceType[] All =
    [
        Basic, new("standard", true, false), new("gold", true, false), new("platinum", true, true), new("enterprise", true, true), Trial,
    ];

    public static LicenceType? Find(string name) => Array.Find(All, type => type.Name == name);

    /// <summary>Replication and its like come with trial, platinum and enterprise.</summary>
    public bool Allows(string feature) => IsPaid || feature is not ("ccr" or "ml" or "watcher" or "graph");
}
