using System.Diagnostics;
using System.Diagnostics.Metrics;
using Switchback.Dashboard.Api.Streaming;
using Switchback.Elasticsearch;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Dashboard.Telemetry;

/// <summary>What the app itself does and costs: polls, calls, programs that listen, the process.</summary>
internal sealed class WorkMeters(FleetWatch watch, ElasticsearchClusters clusters, LiveSubscriptions live)
{
    public void Register(Meter meter)
    {
        meter.CreateObservableCounter("switchback.polls", Polls, "{poll}", "Polls of the fast clock, by cluster and outcome.");
        meter.CreateObservableGauge("switchback.poll.last_duration", Durations, "s", "How long the last poll took.");
        meter.CreateObservableCounter("switchback.calls", Calls, "{call}", "Requests sent to clusters, by cluster and outcome.");
        meter.CreateObservableCounter("switchback.calls.received", Received, "By", "Bytes read from clusters, as they came over the wire.");
        meter.CreateObservableGauge("switchback.hub.connections", () => live.Connections, "{connection}", "Open connections to the hub.");
        meter.CreateObservableGauge("switchback.hub.subscriptions", () => live.Subscriptions, "{subscription}", "Open subscriptions of the hub.");
        meter.CreateObservableCounter("switchback.hub.messages", Messages, "{message}", "Messages that the hub has sent, by kind.");
        // A process object that is kept shows the numbers of the moment it was made.
        meter.CreateObservableCounter("process.cpu", () => Ask(process => process.TotalProcessorTime.TotalSeconds), "s", "Processor time used, user and system.");
        meter.CreateObservableGauge("process.resident_memory", () => Ask(process => process.WorkingSet64), "By", "Memory that is resident.");
        meter.CreateObservableGauge("process.threads", () => Ask(process => process.Threads.Count), "{thread}", "Threads of the process.");
        meter.CreateObservableGauge("dotnet.gc.heap", () => GC.GetTotalMemory(forceFullCollection: false), "By", "Memory in use by live and dead objects.");
        meter.CreateObservableCounter("dotnet.gc.allocated", () => GC.GetTotalAllocatedBytes(), "By", "Memory allocated since the start.");
    }

    private static T Ask<T>(Func<Process, T> ask)
    {
        using var process = Process.GetCurrentProcess();
        return ask(process);
    }

    private IEnumerable<Measurement<long>> Polls()
    {
        foreach (var (cluster, meter) in watch.Meters)
        {
            yield return new Measurement<long>(meter.Answered, new("cluster", cluster), new("outcome", "answered"));
            yield return new Measurement<long>(meter.Failed, new("cluster", cluster), new("outcome", "failed"));
        }
    }

    private IEnumerable<Measurement<double>> Durations() =>
        watch.Meters.Where(polled => polled.Value.Answered + polled.Value.Failed > 0)
            .Select(polled => new Measurement<double>(polled.Value.LastTook.TotalSeconds, new KeyValuePair<string, object?>("cluster", polled.Key)));

    private IEnumerable<Measurement<long>> Calls() =>
        from cluster in clusters
        from outcome in CallMeter.Outcomes
        select new Measurement<long>(cluster.Channel.Meter[outcome], new("cluster", cluster.Name), new("outcome", Api.Answers.Ids<CallOutcome>.Of(outcome)));

    private IEnumerable<Measurement<long>> Received() =>
        clusters.Select(cluster => new Measurement<long>(cluster.Channel.Meter.BytesReceived, new KeyValuePair<string, object?>("cluster", cluster.Name)));

    private IEnumerable<Measurement<long>> Messages() =>
    [
        new(live.SnapshotsSent, new KeyValuePair<string, object?>("kind", "snapshot")),
        new(live.DeltasSent, new KeyValuePair<string, object?>("kind", "delta")),
    ];
}
