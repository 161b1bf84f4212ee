using System.Collections.Concurrent;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>Judges every pair's readiness again and again, for all viewers, from what has been read anyway: it asks no cluster anything.</summary>
public sealed class ReadinessBoard(IReadOnlyList<PairOptions> pairs, FleetMonitor monitor, FactsWatch facts, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, IReadOnlyList<ReadinessReport>> _reports = new(StringComparer.Ordinal);

    public IReadOnlyList<ReadinessReport> Of(string pair) => _reports.GetValueOrDefault(pair) ?? [];

    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            Judge();
            await Task.Delay(Every, time, cancel);
        }
    }

    public void Judge()
    {
        var snapshot = monitor.Current;
        foreach (var pair in pairs)
        {
            if (facts.Of(pair.Home) is not { } home || facts.Of(pair.Away) is not { } away) continue;
            var input = new ReadinessInput
            {
                Pair = pair,
                Home = home,
                Away = away,
                Now = time.GetUtcNow(),
                HomeMember = snapshot.Member(pair.Home),
                AwayMember = snapshot.Member(pair.Away),
                Active = snapshot.Pair(pair.Id)?.Active ?? Side.Home,
                Items = [.. snapshot.Items.Where(item => item.Pair == pair.Id)],
                Pace = facts.Pace,
            };
            _reports[pair.Id] = [ReadinessRules.Judge(Direction.FailOver, input), ReadinessRules.Judge(Direction.FailBack, input)];
        }
    }
}
