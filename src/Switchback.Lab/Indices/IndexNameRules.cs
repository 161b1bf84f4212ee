using System.Text;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

/// <summary>What an index, alias or data stream may be called.</summary>
public static class IndexNameRules
{
    private const string Forbidden = " \"*\\<|,>/?";

    public static ElasticException Invalid(string name, string complaint, string kind = "index") =>
        new ElasticException(400, $"invalid_{kind}_name_exception", $"Invalid {kind} name [{name}], {complaint}").With("index_uuid", "_na_").With("index", name);

    public static void Check(string name)
    {
        if (Complaint(name) is { } complaint) throw Invalid(name, complaint);
        if (name.Any(char.IsUpper)) throw Invalid(name, "must be lowercase");
    }

    public static void CheckAlias(string alias)
    {
        if (string.IsNullOrWhiteSpace(alias)) throw Errors.IllegalArgument("alias name is required");
        if (Complaint(alias) is { } complaint)
            throw new ElasticException(400, "invalid_alias_name_exception", $"Invalid alias name [{alias}]: {complaint}").With("index_uuid", "_na_").With("index", alias);
    }

    private static string? Complaint(string name)
    {
        if (name.Length == 0) return "must not be empty";
        if (name.IndexOfAny(Forbidden.ToCharArray()) >= 0) return "must not contain the following characters [ , \", *, \\, <, |, ,, >, /, ?]";
        if (name.Contains('#', StringComparison.Ordinal)) return "must not contain '#'";
        if (name.Contains(':', StringComparison.Ordinal)) return "must not contain ':'";
        if (name[0] is '_' or '-' or '+') return "must not start with '_', '-', or '+'";
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes > 255) return $"index name is too long, ({bytes} > 255)";
        return name is "." or ".." ? "must not be '.' or '..'" : null;
    }
}
