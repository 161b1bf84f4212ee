namespace Switchback.Elasticsearch.Watching;

/// <summary>What is read at a pace of its own.</summary>
public enum SlowRead
{
    /// <summary>Which indices follow which, and whether they are open.</summary>
    Metadata,

    /// <summary>Every index with its size.</summary>
    Indices,

    /// <summary>The followers' parameters. Quadratic inside Elasticsearch: when followers come or go, else rarely.</summary>
    Parameters,

    /// <summary>Retention leases that followers hold here.</summary>
    Leases,

    /// <summary>How first copies get on.</summary>
    Copies,
}

/// <summary>
/// When each slow read is due. A read that took long is due later: none of them may keep a cluster busy for more than a
/// twentieth of its time.
/// </summary>
internal sealed class SlowReads(TimeSpan every)
{
    private const int Share = 20;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset?[] _due = new DateTimeOffset?[Enum.GetValues<SlowRead>().Length];
    private DateTimeOffset? _asked;

    /// <summary>
    /// The read that has been due for longest, from now on under way; null when none is due. Before the first look everything is.
    /// </summary>
    public SlowRead? Begin(DateTimeOffset now)
    {
        SlowRead? next = null;
        var longest = DateTimeOffset.MaxValue;
        foreach (var read in Enum.GetValues<SlowRead>())
        {
            var due = _due[(int)read] ?? DateTimeOffset.MinValue;
            if (due > now || due >= longest) continue;
            (next, longest) = (read, due);
        }
        if (next is { } begun) _due[(int)begun] = DateTimeOffset.MaxValue;
        return next;
    }

    /// <summary>What was asked for while it was under way may not be in its answer: that stays due.</summary>
    public void Done(SlowRead read, DateTimeOffset now, TimeSpan took) => AskAt(read, now + Max(PeriodOf(read), took * Share));

    /// <summary>
    /// Something came or went that metadata and indices explain. They are read at once, but not more often than once a second, because
    /// a restart turns up piece by piece; what comes too soon is put off and never dropped, because the fast loop says it only once.
    /// </summary>
    public void AskSoon(DateTimeOffset now)
    {
        if (_asked > now) return;
        var at = _asked is { } last && last + Apart > now ? last + Apart : now;
        _asked = at;
        // What is asked for at once goes before all that is due already.
        AskAt(SlowRead.Metadata, at > now ? at : DateTimeOffset.MinValue);
        AskAt(SlowRead.Indices, at > now ? at : DateTimeOffset.MinValue);
    }

    public void AskAt(SlowRead read, DateTimeOffset at)
    {
        if (_due[(int)read] is { } due && due > at) _due[(int)read] = at;
    }

    private TimeSpan PeriodOf(SlowRead read) => read switch
    {
        SlowRead.Metadata or SlowRead.Indices => every,
        SlowRead.Parameters => every * 30,
        SlowRead.Leases => every * 3,
        SlowRead.Copies => TimeSpan.FromSeconds(2),
        _ => throw new ArgumentOutOfRangeException(nameof(read)),
    };

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
