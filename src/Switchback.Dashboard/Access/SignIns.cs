using System.Collections.Concurrent;
using System.Security.Claims;

namespace Switchback.Dashboard.Access;

/// <summary>
/// Which sign-ins are over. A cookie that was signed out is gone from its browser, but the pages that were opened with it go on over
/// their circuits, and whoever kept a copy of it still has it: both ask here.
/// </summary>
public sealed class SignIns(TimeProvider time)
{
    /// <summary>How long a cookie is good for when nobody uses it; what is over is remembered for as long.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromHours(12);

    public const string Claim = "sign-in";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _over = new(StringComparer.Ordinal);

    /// <summary>Tells which one.</summary>
    public event Action<string>? Ended;

    public static string? IdOf(ClaimsPrincipal user) => user.FindFirst(Claim)?.Value;

    public static string NewId() => Guid.NewGuid().ToString("N");

    public bool IsOver(ClaimsPrincipal user) => IdOf(user) is { } id && _over.ContainsKey(id);

    public void End(ClaimsPrincipal user)
    {
        if (IdOf(user) is not { } id)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (old, endedAt) in _over)
        {
            if (now - endedAt > Lasting)
            {
                _over.TryRemove(old, out _);
            }
        }

        _over[id] = now;
        Ended?.Invoke(id);
    }
}
