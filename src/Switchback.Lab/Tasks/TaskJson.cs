using System.Text.Json;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Tasks;

/// <summary>One task as the task calls show it.</summary>
public static class TaskJson
{
    public static void Write(Utf8JsonWriter writer, Cluster cluster, RunningTask task, bool detailed)
    {
        writer.WriteStartObject();
        WriteFields(writer, cluster, task, detailed);
        writer.WriteEndObject();
    }

    public static void WriteFields(Utf8JsonWriter writer, Cluster cluster, RunningTask task, bool detailed)
    {
        writer.WriteString("node", cluster.Node.Id);
        writer.WriteNumber("id", task.Id);
        writer.WriteString("type", task.Type);
        writer.WriteString("action", task.Action);
        if (detailed && task.Status is { } status)
        {
            writer.WritePropertyName("status");
            status(writer);
        }
        if (detailed) writer.WriteString("description", task.Description);
        writer.WriteNumber("start_time_in_millis", task.StartMillis);
        writer.WriteNumber("running_time_in_nanos", Math.Max(0, cluster.NowMillis - task.StartMillis) * 1_000_000);
        writer.WriteBoolean("cancellable", task.IsCancellable);
        if (task.IsCancellable && cluster.Profile.TellsWhatIsCancelled) writer.WriteBoolean("cancelled", false);
        if (task.Parent is { } parent) writer.WriteString("parent_task_id", parent);
        writer.WriteStartObject("headers");
        if (task.OpaqueId is { } opaque) writer.WriteString("X-Opaque-Id", opaque);
        writer.WriteEndObject();
    }
}
