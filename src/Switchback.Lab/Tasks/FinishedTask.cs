using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Tasks;

/// <summary>What became of a task that nobody waited for.</summary>
public sealed record FinishedTask(RunningTask Task, JsonObject? Response, ElasticException? Failure);
