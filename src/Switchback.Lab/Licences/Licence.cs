namespace Switchback.Lab.Licences;

/// <summary>One licence as a cluster holds it.</summary>
public sealed record Licence(string Uid, LicenceType Type, long Issued, long? Expires, string IssuedTo)
{
    public string Issuer { get; init; } = "elasticsearch";

    public int MaxNodes { get; init; } = 1000;

    public long Starts { get; init; } = -1;
}
