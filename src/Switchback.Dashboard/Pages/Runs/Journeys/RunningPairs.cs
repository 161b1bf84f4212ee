using Switchback.Core.Runs;

namespace Switchback.Dashboard.Pages.Runs.Journeys;

/// <summary>Which run each pair has now, and when it was last drilled: found once for each change of any run, however many people look.</summary>
public sealed class RunningPairs(RunBook book)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Run? Run, DateTimeOffset? LastDrill)> _known = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<Run> _all = [];
    private long _version = -1;

    public (Run? Run, DateTimeOffset? LastDrill) Of(string pair)
    {
        lock (_gate)
        {
            // Taken before it is looked at: what comes meanwhile is looked at next time.
            var version = book.Version;
            if (version != _version)
            {
                _known.Clear();
                (_version, _all) = (version, book.All);
            }

            if (!_known.TryGetValue(pair, out var known)) _known[pair] = known = (PairRun.Holding(_all, pair), PairRun.LastDrill(_all, pair));
            return known;
        }
    }
}
