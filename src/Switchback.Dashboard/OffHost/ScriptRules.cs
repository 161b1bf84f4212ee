namespace Switchback.Dashboard.OffHost;

/// <summary>What is remembered of a pair's scripts, also over a restart.</summary>
/// <param name="Digest">Of what was written, without its times and positions.</param>
/// <param name="At">When it was written.</param>
public sealed record ScriptsWritten(string Digest, DateTimeOffset At);

/// <summary>What a look found of a pair's scripts: the digest they would have, and since when it is another one than what is written.</summary>
public sealed record ScriptsSeen(string Digest, DateTimeOffset? ChangedSince);

/// <summary>When scripts are written. Pure.</summary>
public static class ScriptRules
{
    /// <summary>Positions move all the time; once an hour they are written anew.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Something that goes on changing is written all the same after this long.</summary>
    public static readonly TimeSpan LongestCalm = TimeSpan.FromMinutes(1);

    /// <summary>After a failure it is tried again this much later.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>Older than this is said as a warning.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromHours(2);

    public static ScriptsSeen See(ScriptsSeen? before, ScriptsWritten? written, string digest, DateTimeOffset now) =>
        new(digest, digest == written?.Digest ? null : before?.ChangedSince ?? now);

    /// <param name="before">The look before this one; null for the first.</param>
    /// <param name="seen">This look.</param>
    /// <param name="written">Null when nothing ever was.</param>
    /// <param name="failedAt">When the last try failed; null when it did not.</param>
    /// <param name="now">The moment.</param>
    public static bool IsDue(ScriptsSeen? before, ScriptsSeen seen, ScriptsWritten? written, DateTimeOffset? failedAt, DateTimeOffset now)
    {
        if (failedAt is { } failed && now < failed + Again && now >= failed) return false;
        // A clock that was set back must not put it off.
        if (written is null || now - written.At >= Every || now < written.At) return written is not null || before?.Digest == seen.Digest || Waited(seen, now);
        return seen.ChangedSince is not null && (before?.Digest == seen.Digest || Waited(seen, now));
    }

    private static bool Waited(ScriptsSeen seen, DateTimeOffset now) => seen.ChangedSince is { } since && now - since >= LongestCalm;
}
