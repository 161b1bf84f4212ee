namespace Switchback.Core.Journal;

/// <summary>Whether the journal can be relied on. Without it nothing with effect may be done, so a page shows this before anybody tries.</summary>
public abstract record JournalCondition
{
    private JournalCondition()
    {
    }

    public sealed record Sound : JournalCondition;

    /// <summary>Something was changed that must not change. What stands before it can be read; nothing is added until a person has looked.</summary>
    public sealed record WatchOnly(Damage Damage) : JournalCondition;

    /// <summary>The last attempt to record failed. Everything recorded can be read, and the next append tries again.</summary>
    public sealed record Unwritable(string Why) : JournalCondition;

    /// <summary>The sentence for a page or a log.</summary>
    public string Say() => this switch
    {
        Sound => "The journal is sound.",
        WatchOnly found => $"The journal is damaged: {found.Damage.Say()} Switchback only watches until a person has put it right.",
        Unwritable unwritable => unwritable.Why,
        _ => throw new InvalidOperationException("JournalCondition is closed."),
    };
}

/// <summary>The first place where the journal is not what was written.</summary>
public sealed record Damage(string File, long Line, string Why)
{
    public string Say() => $"{File}, line {Line}: {Why}";
}

/// <summary>What a check of the whole journal found.</summary>
public abstract record Verification
{
    private Verification()
    {
    }

    /// <summary>Every event is as it was written and none is missing.</summary>
    public sealed record Whole(long Count, string HeadHash) : Verification;

    public sealed record Broken(Damage Damage) : Verification;
}

/// <summary>A reader met an event that is not the one that was written. It never gets to see it.</summary>
public sealed class JournalDamagedException(Damage damage) : Exception($"The journal is damaged: {damage.Say()}")
{
    public Damage Damage { get; } = damage;
}
