namespace Switchback.Lab.Security;

/// <summary>What everybody who is signed in may do, because it concerns only themselves.</summary>
public static class SameUser
{
    public const string Authenticate = "cluster:admin/xpack/security/user/authenticate";
    public const string HasPrivileges = "cluster:admin/xpack/security/user/has_privileges";
    public const string ListPrivileges = "cluster:admin/xpack/security/user/list_privileges";

    public static bool Allows(string action) => action is Authenticate or HasPrivileges or ListPrivileges;
}
