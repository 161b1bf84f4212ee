using System.Security.Cryptography;
using System.Text;
using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Scripts;
using Switchback.Storage.Files;

namespace Switchback.Dashboard.OffHost;

/// <summary>What the keeper remembers over a restart.</summary>
/// <param name="Written">By pair.</param>
public sealed record ScriptMemory(string Place, IReadOnlyDictionary<string, ScriptsWritten> Written, LineMemory Lines);

/// <summary>How often the scripts are looked at.</summary>
public sealed record ScriptPace(TimeSpan Look)
{
    public static readonly ScriptPace Usual = new(TimeSpan.FromSeconds(10));
}

/// <summary>
/// Keeps the failover and failback script of every pair in a second place: whenever something has changed, and at least hourly. A place
/// that cannot be reached is said, and disturbs nothing.
/// </summary>
internal sealed class ScriptKeeper(
    OffHostSettings settings, ScriptSources sources, ScriptTarget target, ScriptState state, StateFile<ScriptMemory> file, IReadOnlyList<PairOptions> pairs, ScriptPace pace, TimeProvider time, ILogger<ScriptKeeper> logger)
    : BackgroundService
{
    private readonly Dictionary<string, ScriptsSeen> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScriptsWritten> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTimeOffset At, string Why)> _failed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<CopyFacts>> _copies = new(StringComparer.Ordinal);
    private LineMemory _lines = LineMemory.Empty;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            Remember();
            while (true)
            {
                await RoundAsync(stoppingToken);
                await Task.Delay(pace.Look, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The app ends.
        }
    }

    /// <summary>What was written to another place is not in this one.</summary>
    private void Remember()
    {
        if (file.Value is not { } kept) return;
        _lines = kept.Lines;
        foreach (var (pair, written) in kept.Place == PlaceDigest() ? kept.Written : new Dictionary<string, ScriptsWritten>())
        {
            _written[pair] = written;
            state.Set(pair, new ScriptAge(written.At, null, IsKnown: false));
        }
    }

    private async Task RoundAsync(CancellationToken cancel)
    {
        foreach (var pair in pairs)
        {
            try
            {
                await LookAsync(pair, cancel);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                logger.ScriptsFailed(pair.Id, failed);
            }
        }

        // Once the app ends, its files are closed: what was written is looked at anew by the next one.
        cancel.ThrowIfCancellationRequested();
        file.Set(new ScriptMemory(PlaceDigest(), new Dictionary<string, ScriptsWritten>(_written), _lines));
    }

    private async Task LookAsync(PairOptions pair, CancellationToken cancel)
    {
        var copies = sources.Copies(pair);
        _lines = _lines.With(_copies.GetValueOrDefault(pair.Id) ?? [], copies);
        _copies[pair.Id] = copies;
        var (written, isKnown) = (_written.GetValueOrDefault(pair.Id), false);
        if (sources.Of(pair.Id, _lines) is var (failover, failback))
        {
            isKnown = true;
            var now = time.GetUtcNow();
            var before = _seen.GetValueOrDefault(pair.Id);
            var seen = _seen[pair.Id] = ScriptRules.See(before, written, Digest(failover, failback), now);
            var failedAt = _failed.TryGetValue(pair.Id, out var failure) ? failure.At : (DateTimeOffset?)null;
            if (ScriptRules.IsDue(before, seen, written, failedAt, now) && await WriteAsync(pair.Id, failover, failback, cancel))
                written = _written[pair.Id] = new ScriptsWritten(seen.Digest, now);
        }

        state.Set(pair.Id, new ScriptAge(written?.At, _failed.TryGetValue(pair.Id, out var last) ? last.Why : null, isKnown));
    }

    private async Task<bool> WriteAsync(string pair, ScriptFacts failover, ScriptFacts failback, CancellationToken cancel)
    {
        var why = await target.PutAsync($"{pair}-failover.sh", FailoverScript.Of(failover), cancel) ?? await target.PutAsync($"{pair}-failback.sh", FailbackScript.Of(failback), cancel);
        if (why is null)
        {
            if (_failed.Remove(pair)) logger.ScriptsBack(pair, settings.Place);
            return true;
        }

        _failed[pair] = (time.GetUtcNow(), why);
        logger.ScriptsNotWritten(pair, settings.Place, why);
        return false;
    }

    private static string Digest(ScriptFacts failover, ScriptFacts failback) => Hash(FailoverScript.Of(failover.Still()) + FailbackScript.Of(failback.Still()));

    /// <summary>An address may hold a key, so that only its digest is kept.</summary>
    private string PlaceDigest() => Hash(settings.Folder ?? settings.Url!.Uri.AbsoluteUri);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
