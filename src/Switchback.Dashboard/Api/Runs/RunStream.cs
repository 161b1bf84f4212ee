using System.Globalization;
using Switchback.Core.Journal;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Api.Runs;

/// <summary>A run's journal as server-sent events: what there is, then each event as it becomes safe, until the run is over.</summary>
internal static class RunStream
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static async Task<IResult> WriteAsync(string id, HttpContext context, RunDesk desk, IJournal journal, TimeProvider time)
    {
        if (desk.Book.Find(id) is not { } record) return RunEndpoints.NoRun(id);
        var cancel = context.RequestAborted;
        var from = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            while (true)
            {
                var change = record.Next;
                await foreach (var happened in journal.ReadStreamAsync(Run.StreamOf(id), from + 1, cancel))
                {
                    from = happened.Version;
                    await context.Response.WriteAsync($"id: {happened.Version}\nevent: {happened.Kind}\ndata: {Line(happened)}\n\n", cancel);
                }

                await context.Response.Body.FlushAsync(cancel);
                if (record.Run.Phase.IsOver() && from >= record.Run.Version) return TypedResults.Empty;
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                if (await Task.WhenAny(change, Task.Delay(Beat, time, enough.Token)) != change) await context.Response.WriteAsync(": still here\n\n", cancel);
                await enough.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whoever looked has gone.
            return TypedResults.Empty;
        }
    }

    private static string Line(JournalEvent happened) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"sequence":{{happened.Sequence}},"at":"{{happened.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","who":{{System.Text.Json.JsonSerializer.Serialize(happened.Who)}},"data":{{happened.Data}}}""");
}
