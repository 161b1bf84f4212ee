using System.Text.Json;
using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Runs;

namespace Switchback.Core.Pairs;

/// <summary>What became of a wish to record. Closed.</summary>
public abstract record RecordOutcome
{
    private RecordOutcome()
    {
    }

    public sealed record Recorded(ActiveRecord Record) : RecordOutcome;

    /// <summary>Nothing was recorded: what stands in the way, and what lifts it.</summary>
    public sealed record Refused(string What, string Lift) : RecordOutcome;
}

/// <summary>
/// Which side of each pair leads, as people recorded it: a fold over the journal. Never inferred from health: a side that answers
/// again after a failover is not therefore the one that leads.
/// </summary>
public sealed class ActiveRecords(IJournal journal, IReadOnlyList<PairOptions> pairs)
{
    public const string Recorded = "active-side-recorded";
    public const int LongestReason = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (ActiveRecord? Record, long Version)> _known = new(StringComparer.Ordinal);

    /// <summary>What runs turned, by pair: the newest only.</summary>
    private readonly Dictionary<string, ActiveRecord> _turned = new(StringComparer.Ordinal);

    /// <summary>Something was recorded: whoever shows it looks again.</summary>
    public event Action? Changed;

    public static string StreamOf(string pair) => $"pair/{pair}";

    public ActiveRecord? Of(string pair)
    {
        lock (_gate) return (_known.GetValueOrDefault(pair).Record, _turned.GetValueOrDefault(pair)) is var (said, turned) && turned is not null && !(said?.At > turned.At) ? turned : said;
    }

    /// <summary>Reads what was recorded in earlier lives of the app.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        foreach (var pair in pairs)
        {
            await foreach (var happened in journal.ReadStreamAsync(StreamOf(pair.Id), 1, cancel)) Fold(pair.Id, happened);
        }
        await foreach (var happened in journal.ReadStreamsAsync(Run.StreamPrefix, cancel)) Turned(happened.Stream[Run.StreamPrefix.Length..], RunEvent.Read(happened) as RunEvent.SideTurned, happened.At);
        Changed?.Invoke();
    }

    /// <summary>A run has turned a side: its own record is the record.</summary>
    public void Take(Run run)
    {
        if (run.Turns.IsEmpty) return;
        var isNew = false;
        foreach (var turned in run.Turns) isNew |= Turned(run.Id, new RunEvent.SideTurned(turned.Pair, turned.Side, ""), turned.At);
        if (isNew) Changed?.Invoke();
    }

    private bool Turned(string run, RunEvent.SideTurned? turned, DateTimeOffset at)
    {
        if (turned is null) return false;
        lock (_gate)
        {
            if (_turned.GetValueOrDefault(turned.Pair) is { } before && before.At >= at) return false;
            _turned[turned.Pair] = new ActiveRecord(turned.Side, at, "switchback", $"by the run {run}");
            return true;
        }
    }

    /// <param name="actor">Who records it.</param>
    /// <param name="pair">The pair's id.</param>
    /// <param name="side">The side that leads.</param>
    /// <param name="observed">What the page showed as observed; it stands beside the record.</param>
    /// <param name="reason">In the person's words; may be empty.</param>
    /// <param name="cancel">Heard until writing begins.</param>
    public async Task<RecordOutcome> RecordAsync(Actor actor, string pair, Side side, Side? observed, string reason, CancellationToken cancel)
    {
        if (!actor.MayOperate) return new RecordOutcome.Refused("You may look, and not record.", "Sign in as somebody with the role operator.");
        if (pairs.FirstOrDefault(known => known.Id == pair) is not { } options) return new RecordOutcome.Refused($"There is no pair {pair}.", "Look at the list of pairs.");
        if (reason.Length > LongestReason) return new RecordOutcome.Refused($"The reason is longer than {LongestReason} characters.", "Say it in fewer.");
        long version;
        lock (_gate) version = _known.GetValueOrDefault(pair).Version;
        var said = NewEvent.Of(Recorded, actor.Who, new Fact(Word(side), side == Side.Home ? options.Home : options.Away, observed is { } sees ? Word(sees) : null, reason.Trim()));
        var appended = await journal.AppendAsync(StreamOf(pair), ExpectedVersion.Exactly(version), [said], cancel);
        switch (appended)
        {
            case Appended.Done done:
                await foreach (var happened in journal.ReadStreamAsync(StreamOf(pair), done.Version, CancellationToken.None)) Fold(pair, happened);
                Changed?.Invoke();
                return new RecordOutcome.Recorded(Of(pair)!);
            case Appended.Conflict:
                await foreach (var happened in journal.ReadStreamAsync(StreamOf(pair), version + 1, CancellationToken.None)) Fold(pair, happened);
                Changed?.Invoke();
                return new RecordOutcome.Refused("Somebody else recorded something about this pair at the same moment.", "Look at what stands there now, and record again if it is still wrong.");
            case Appended.Refused refused:
                return new RecordOutcome.Refused(refused.Why, "Nothing was recorded.");
            default:
                throw new InvalidOperationException("Appended is closed.");
        }
    }

    private static string Word(Side side) => side == Side.Home ? "home" : "away";

    private void Fold(string pair, JournalEvent happened)
    {
        lock (_gate)
        {
            var (record, version) = _known.GetValueOrDefault(pair);
            if (happened.Version <= version) return;
            if (happened.Kind == Recorded && JsonSerializer.Deserialize<Fact>(happened.Data, JsonSerializerOptions.Web) is { } fact)
                record = new ActiveRecord(fact.Side == "away" ? Side.Away : Side.Home, happened.At, happened.Who, fact.Reason.Length > 0 ? fact.Reason : null);
            _known[pair] = (record, happened.Version);
        }
    }

    /// <param name="Side">home or away.</param>
    /// <param name="Member">What that side is called, for whoever reads the line.</param>
    private sealed record Fact(string Side, string Member, string? Observed, string Reason);
}
