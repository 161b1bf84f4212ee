using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Dashboard.Pages.Operate;

/// <param name="Name">As the plan takes it.</param>
/// <param name="Hint">What stands there when nobody writes anything.</param>
/// <param name="Choices">Null: any text.</param>
public sealed record OperationField(string Name, string Label, string Help, string Hint, IReadOnlyList<string>? Choices = null);

/// <summary>What each operation can be given besides its items.</summary>
public static class OperationForm
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["max_read_request_operation_count"] = "The most operations in one read.",
        ["max_write_request_operation_count"] = "The most operations in one write on the follower.",
        ["max_outstanding_read_requests"] = "How many reads may be under way at once.",
        ["max_outstanding_write_requests"] = "How many writes may be under way at once.",
        ["max_read_request_size"] = "The most bytes in one read, such as 32mb.",
        ["max_write_request_size"] = "The most bytes in one write.",
        ["max_write_buffer_count"] = "How many operations may wait to be written.",
        ["max_write_buffer_size"] = "How many bytes may wait to be written, such as 512mb.",
        ["max_retry_delay"] = "The longest wait before a failed call is tried again; at most 5m.",
        ["read_poll_timeout"] = "How long a read waits at the leader for something new.",
    };

    /// <summary>Fields of this operation itself.</summary>
    public static IReadOnlyList<OperationField> Own(string verb) => verb switch
    {
        Verbs.FollowMissed => [new(Verbs.PatternParameter, "Auto-follow pattern", "All existing leaders that it matches and nobody follows.", "logs")],
        Verbs.Recreate => [new(Verbs.WayParameter, "Way", "Short: pause, close, follow over it. Long: unfollow and delete first, as the documents say.", "short", ["short", "long"])],
        _ => [],
    };

    /// <summary>The ten follow parameters, where the operation takes them.</summary>
    public static IReadOnlyList<OperationField> Tuning(string verb) => verb is Verbs.Resume or Verbs.Edit or Verbs.Follow or Verbs.Recreate or Verbs.FollowMissed
        ? [.. FollowParameters.Defaults.Given().Select(field => new OperationField(field.Name, field.Name, Meanings.GetValueOrDefault(field.Name, ""), field.Value))]
        : [];

    /// <summary>Parameters as addresses carry them, each <c>name=value</c>.</summary>
    public static Dictionary<string, string> Read(IEnumerable<string>? with)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in with ?? [])
        {
            if (pair.IndexOf('=') is > 0 and var at) given[pair[..at]] = pair[(at + 1)..];
        }

        return given;
    }

    /// <summary>What was written, without what was left empty.</summary>
    public static Dictionary<string, string> Given(IReadOnlyDictionary<string, string> written) =>
        written.Where(value => value.Value.Trim().Length > 0).ToDictionary(value => value.Key, value => value.Value.Trim(), StringComparer.Ordinal);

    /// <summary>What its items are.</summary>
    public static string ItemsAre(string verb) => verb switch
    {
        Verbs.Forget => "Former followers, or leader indices on the leader's cluster; * for all",
        Verbs.FollowMissed => "The cluster that follows; the name * takes all that the pattern missed",
        _ => "Followers",
    };
}
