using System.Collections.Immutable;
using System.Text.Json;
using Switchback.Core.Journal;

namespace Switchback.Core.Runs;

/// <summary>A stop that people have put on everything, or on one pair. Looks go on; no new call with effect leaves.</summary>
/// <param name="Pair">Null: everything.</param>
/// <param name="Until">Null: until it is lifted.</param>
public sealed record Halt(string? Pair, string Who, string Name, string Reason, DateTimeOffset At, DateTimeOffset? Until)
{
    public string Say() => Pair is null ? $"{Name} has put the brake on: {Reason}" : $"{Name} has frozen the pair {Pair}: {Reason}";
}

/// <summary>The brake and the freezes: a fold over the journal.</summary>
public sealed class Controls(TimeProvider time)
{
    public const string Stream = "controls";
    private const string Set = "halt-set";
    private const string Lifted = "halt-lifted";

    private readonly Lock _gate = new();
    private ImmutableList<Halt> _halts = [];
    private long _version;

    public event Action? Changed;

    public long Version => Interlocked.Read(ref _version);

    public IReadOnlyList<Halt> InForce
    {
        get
        {
            var now = time.GetUtcNow();
            return [.. Volatile.Read(ref _halts).Where(halt => halt.Until is not { } until || now < until)];
        }
    }

    /// <summary>The stop of exactly this scope; null when none is in force.</summary>
    public Halt? Of(string? pair) => InForce.FirstOrDefault(halt => string.Equals(halt.Pair, pair, StringComparison.OrdinalIgnoreCase));

    /// <summary>What stops a run on these pairs; null when nothing does.</summary>
    public Halt? Stopping(IEnumerable<string> pairs)
    {
        var halts = InForce;
        return halts.Count == 0 ? null : halts.FirstOrDefault(halt => halt.Pair is null || pairs.Contains(halt.Pair, StringComparer.OrdinalIgnoreCase));
    }

    public static NewEvent SetBy(string who, string? pair, string name, string reason, DateTimeOffset? until) =>
        NewEvent.Of(Set, who, new Fact(pair, name, reason, until), RunJson.Options);

    public static NewEvent LiftedBy(string who, string? pair, string name, string reason) => NewEvent.Of(Lifted, who, new Fact(pair, name, reason, null), RunJson.Options);

    public void Fold(JournalEvent happened)
    {
        lock (_gate)
        {
            if (happened.Version <= _version) return;
            if (happened.Kind is Set or Lifted && JsonSerializer.Deserialize<Fact>(happened.Data, RunJson.Options) is { } fact)
            {
                var others = _halts.RemoveAll(halt => string.Equals(halt.Pair, fact.Pair, StringComparison.OrdinalIgnoreCase));
                Volatile.Write(ref _halts, happened.Kind == Set ? others.Add(new Halt(fact.Pair, happened.Who, fact.Name, fact.Reason, happened.At, fact.Until)) : others);
            }

            Interlocked.Exchange(ref _version, happened.Version);
        }

        Changed?.Invoke();
    }

    private sealed record Fact(string? Pair, string Name, string Reason, DateTimeOffset? Until);
}
