using System.Collections.Immutable;
using System.Text.Json;
using Switchback.Core.Journal;

namespace Switchback.Core.Runs;

/// <summary>What came of taking hold. Closed.</summary>
public abstract record HoldOutcome
{
    private HoldOutcome()
    {
    }

    /// <param name="Epoch">Larger than that of every hold before it.</param>
    public sealed record Held(long Epoch) : HoldOutcome;

    public sealed record HeldBy(string Run, string What) : HoldOutcome;

    public sealed record NotRecorded(string Why) : HoldOutcome;
}

/// <summary>
/// Which run holds which pair and which member. One stream for all of them, appended to with the version that was read: of two
/// that reach for the same thing at the same moment, in one process or in two, one is told so.
/// </summary>
public sealed class Holds(IJournal journal)
{
    public const string Stream = "holds";
    private const string Taken = "hold-taken";
    private const string Released = "hold-released";
    private const string Who = "switchback";

    private readonly SemaphoreSlim _one = new(1, 1);
    private ImmutableDictionary<string, string> _holders = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);
    private long _version;

    /// <summary>Which run holds something; null when none does.</summary>
    public string? HolderOf(string what) => Volatile.Read(ref _holders).GetValueOrDefault(what);

    /// <summary>Every run that holds anything.</summary>
    public IReadOnlyList<string> Holders => [.. Volatile.Read(ref _holders).Values.Distinct(StringComparer.Ordinal)];

    /// <summary>The first of these that another run holds.</summary>
    public (string What, string Run)? Taking(IEnumerable<string> what, string? run = null) =>
        what.Select(name => (name, Run: HolderOf(name))).FirstOrDefault(held => held.Run is not null && held.Run != run) is { Run: { } holder, name: var name } ? (name, holder) : null;

    public async Task LoadAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await CatchUpAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<HoldOutcome> TakeAsync(string run, IReadOnlyList<string> what)
    {
        await _one.WaitAsync();
        try
        {
            while (true)
            {
                await CatchUpAsync(CancellationToken.None);
                if (Taking(what, run) is { } other) return new HoldOutcome.HeldBy(other.Run, other.What);
                var taken = NewEvent.Of(Taken, Who, new Fact(run, what), RunJson.Options);
                switch (await journal.AppendAsync(Stream, ExpectedVersion.Exactly(_version), [taken]))
                {
                    case Appended.Done done:
                        await CatchUpAsync(CancellationToken.None);
                        return new HoldOutcome.Held(done.Version);
                    case Appended.Refused refused:
                        return new HoldOutcome.NotRecorded(refused.Why);
                    default:
                        continue;
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <returns>Why it could not be recorded; null when it is released.</returns>
    public async Task<string?> ReleaseAsync(string run)
    {
        await _one.WaitAsync();
        try
        {
            await CatchUpAsync(CancellationToken.None);
            if (!_holders.ContainsValue(run)) return null;
            var released = NewEvent.Of(Released, Who, new Fact(run, []), RunJson.Options);
            if (await journal.AppendAsync(Stream, ExpectedVersion.Any, [released]) is Appended.Refused refused) return refused.Why;
            await CatchUpAsync(CancellationToken.None);
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task CatchUpAsync(CancellationToken cancel)
    {
        await foreach (var happened in journal.ReadStreamAsync(Stream, _version + 1, cancel))
        {
            if (JsonSerializer.Deserialize<Fact>(happened.Data, RunJson.Options) is { } fact)
            {
                Volatile.Write(ref _holders, happened.Kind == Taken
                    ? _holders.SetItems(fact.What.Select(what => KeyValuePair.Create(what, fact.Run)))
                    : _holders.RemoveRange(_holders.Where(held => held.Value == fact.Run).Select(held => held.Key)));
            }

            _version = happened.Version;
        }
    }

    private sealed record Fact(string Run, IReadOnlyList<string> What);
}
