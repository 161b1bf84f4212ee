using System.Diagnostics.Metrics;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Api.Answers;

namespace Switchback.Dashboard.Telemetry;

/// <summary>The fleet as numbers, taken from the snapshot at the moment somebody asks. What is not known has no sample.</summary>
internal sealed class FleetMeters(FleetMonitor monitor, TimeProvider time)
{
    private const string Operations = "{operation}";
    private const string Followers = "{follower}";

    public void Register(Meter meter)
    {
        meter.CreateObservableGauge("switchback.snapshot.version", () => monitor.Current.Version, "{version}", "The version of the newest snapshot.");
        meter.CreateObservableGauge("switchback.subscribers", () => monitor.Subscribers, "{subscriber}", "Who watches the fleet now: live components of open pages, and subscriptions of the hub.");
        meter.CreateObservableGauge("switchback.followers", Counts, Followers, "Followers by pair and verdict. The pair is empty for those in none.");
        meter.CreateObservableGauge("switchback.pair.lag.operations", Worst, Operations, "The largest known lag of any follower of the pair.");
        meter.CreateObservableGauge("switchback.pair.lag", Behind, "s", "For how long the follower furthest behind has lacked something; no sample while that is not known of every one.");
        meter.CreateObservableGauge("switchback.pair.exposure.operations", () => OfPairs(pair => pair.Exposure.Operations), Operations, "Operations that failing over now would lose, as far as is known.");
        meter.CreateObservableGauge("switchback.pair.exposure.at_least", () => OfPairs(pair => pair.Exposure.AtLeast ? 1 : 0), null, "1 when the exposure rests on old answers in part, and may be larger.");
        meter.CreateObservableGauge("switchback.pair.exposure.followers", () => OfPairs(pair => pair.Exposure.Affected), Followers, "Followers that would lose something if the pair failed over now.");
        meter.CreateObservableGauge("switchback.pair.exposure.without_copy", () => OfPairs(pair => pair.Exposure.WithoutCopy), Followers, "Items of the pair without any usable copy.");
        meter.CreateObservableGauge("switchback.pair.state", States, null, "1 for the state that the pair is in, 0 for every other.");
        meter.CreateObservableGauge("switchback.cluster.up", Up, null, "1 while the cluster answers, 0 while it does not; no sample before the first answer is there or missed.");
        meter.CreateObservableGauge("switchback.cluster.age", Ages, "s", "How old what is shown of the cluster is.");
    }

    private IEnumerable<Measurement<long>> Counts()
    {
        var snapshot = monitor.Current;
        var tally = new Dictionary<string, int[]>(StringComparer.Ordinal) { [""] = new int[VerdictWords.All.Count] };
        foreach (var pair in snapshot.Pairs)
        {
            tally[pair.Options.Id] = new int[VerdictWords.All.Count];
        }

        foreach (var item in snapshot.Items)
        {
            if (!tally.TryGetValue(item.Pair ?? "", out var counts))
            {
                tally.Add(item.Pair!, counts = new int[VerdictWords.All.Count]);
            }

            counts[(int)item.Verdict.Kind]++;
        }

        // Every verdict has a sample, so that an alert sees a number fall to nothing.
        foreach (var (pair, counts) in tally)
        {
            foreach (var word in VerdictWords.All)
            {
                yield return new Measurement<long>(counts[(int)word.Kind], new("pair", pair), new("verdict", word.Id));
            }
        }
    }

    private IEnumerable<Measurement<long>> Worst()
    {
        var worst = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var item in monitor.Current.Items)
        {
            if (item.Pair is { } pair && item.Lag.Operations is { } behind && !(worst.TryGetValue(pair, out var known) && known >= behind))
            {
                worst[pair] = behind;
            }
        }

        return worst.Select(pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>("pair", pair.Key)));
    }

    private IEnumerable<Measurement<double>> Behind()
    {
        foreach (var pair in monitor.Current.Pairs)
        {
            if (pair.Exposure.Behind is { } behind)
            {
                yield return new Measurement<double>(behind.TotalSeconds, new KeyValuePair<string, object?>("pair", pair.Options.Id));
            }
        }
    }

    private IEnumerable<Measurement<long>> OfPairs(Func<PairView, long?> number)
    {
        foreach (var pair in monitor.Current.Pairs)
        {
            if (number(pair) is { } known)
            {
                yield return new Measurement<long>(known, new KeyValuePair<string, object?>("pair", pair.Options.Id));
            }
        }
    }

    private IEnumerable<Measurement<long>> States()
    {
        foreach (var pair in monitor.Current.Pairs)
        {
            foreach (var kind in Enum.GetValues<PairStateKind>())
            {
                yield return new Measurement<long>(pair.State.Kind == kind ? 1 : 0, new("pair", pair.Options.Id), new("state", Ids<PairStateKind>.Of(kind)));
            }
        }
    }

    private IEnumerable<Measurement<long>> Up()
    {
        foreach (var member in monitor.Current.Members)
        {
            if (member.Line is not MemberLine.Asking)
            {
                yield return new Measurement<long>(member.Line is MemberLine.Answering ? 1 : 0, new KeyValuePair<string, object?>("cluster", member.Name));
            }
        }
    }

    private IEnumerable<Measurement<double>> Ages()
    {
        var now = time.GetUtcNow();
        foreach (var member in monitor.Current.Members)
        {
            if (member.AsOf is { } asOf)
            {
                yield return new Measurement<double>(Math.Max(0, (now - asOf).TotalSeconds), new KeyValuePair<string, object?>("cluster", member.Name));
            }
        }
    }
}
