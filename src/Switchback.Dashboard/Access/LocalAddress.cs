namespace Switchback.Dashboard.Access;

/// <summary>
/// Where to go after signing in: a page of this app or its front page, never another site. An address that a browser might read
/// differently than we do counts as another site's.
/// </summary>
internal static class LocalAddress
{
    public const string Front = "/";

    public static string OrFront(string? address) => IsLocal(address) ? address! : Front;

    private static bool IsLocal(string? address) =>
        address is ['/', ..]
        // "//host" and "/\host" are other hosts to a browser, and it drops tabs and line ends before it looks.
        && address is not ['/', '/' or '\\', ..]
        && !address.Any(character => character is '\\' || char.IsControl(character))
        // Whoever comes back to the sign-in page has gone round in a circle.
        && !address.StartsWith(SignIn.Path, StringComparison.OrdinalIgnoreCase)
        && !address.StartsWith(SignIn.OutPath, StringComparison.OrdinalIgnoreCase);
}
