using System.Text.Json;
using Microsoft.Extensions.Logging;
using Switchback.Core.Journal;

namespace Switchback.Elasticsearch.Watching;

/// <summary>
/// Writes down what followers were made from, whenever that changes, and reads it back at the start: what pausing and
/// unfollowing forget has to outlive this process too.
/// </summary>
public sealed class MemoryKeeper(FleetAssembler assembler, IJournal journal, TimeProvider time, ILogger<MemoryKeeper> logger)
{
    public const string Noted = "mapping-noted";
    public const string Gone = "mapping-gone";
    private const string Who = "switchback";
    private const string StreamPrefix = "mapping/";
    private const int Most = 500;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Queue<(string Stream, NewEvent Event)> _waiting = new();
    private string? _refused;

    public async Task LoadAsync(CancellationToken cancel)
    {
        await foreach (var happened in journal.ReadStreamsAsync(StreamPrefix, cancel))
        {
            if (JsonSerializer.Deserialize<FollowMapping>(happened.Data, JsonSerializerOptions.Web) is not { } mapping) continue;
            assembler.WithMemory(memory =>
            {
                if (happened.Kind == Noted) memory.Restore(mapping);
                else if (happened.Kind == Gone) memory.Erase(mapping);
                return 0;
            });
        }
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(Beat, time, cancel);
            await WriteAsync(cancel);
        }
    }

    /// <summary>Writes what has changed by now. What the journal refuses waits here, in order, and is offered again.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var (changed, forgotten) = assembler.WithMemory(memory => memory.TakeChanges());
        foreach (var mapping in changed) _waiting.Enqueue((StreamPrefix + mapping.Cluster, NewEvent.Of(Noted, Who, mapping)));
        foreach (var mapping in forgotten) _waiting.Enqueue((StreamPrefix + mapping.Cluster, NewEvent.Of(Gone, Who, mapping)));
        while (_waiting.Count > 0)
        {
            var stream = _waiting.Peek().Stream;
            var batch = _waiting.TakeWhile(entry => entry.Stream == stream).Take(Most).Select(entry => entry.Event).ToList();
            if (await journal.AppendAsync(stream, ExpectedVersion.Any, batch, cancel) is Appended.Refused refused)
            {
                if (_refused != refused.Why) Log.MappingsNotWritten(logger, _waiting.Count, refused.Why);
                _refused = refused.Why;
                return;
            }
            _refused = null;
            for (var i = 0; i < batch.Count; i++) _waiting.Dequeue();
        }
    }
}
