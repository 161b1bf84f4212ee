using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Monitoring;

/// <summary><c>_cluster/health</c>: the state of the shards, at once or when it is as wished. 408 when that took too long.</summary>
public static class HealthCalls
{
    private static readonly string[] Known =
    [
        .. Timeouts.Master, "wait_for_status", "wait_for_nodes", "wait_for_active_shards", "wait_for_no_relocating_shards", "wait_for_no_initializing_shards",
        "wait_for_events", "level", "local", "expand_wildcards", "return_200_for_cluster_health_timeout",
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_cluster/health", "cluster:monitor/health", HealthAsync) { Parameters = Known },
        new("GET", "/_cluster/health/{index}", "cluster:monitor/health", HealthAsync) { Parameters = Known },
    ];

    private static async Task<LabResponse> HealthAsync(RestCall call)
    {
        var level = call.Query("level", "cluster");
        if (level is not ("cluster" or "indices" or "shards"))
            throw Errors.IllegalArgument($"level parameter must be one of [cluster] or [indices] or [shards] but was [{level}]");
        var question = new Question(call);
        var reached = await call.Cluster.Waits.UntilAsync(question.Holds, call.Timeout());
        var body = Write(call, question, timedOut: !reached, level);
        var tolerated = call.Flag("return_200_for_cluster_health_timeout");
        return LabResponse.Of(reached || tolerated ? 200 : 408, body);
    }

    private static JsonObject Write(RestCall call, Question question, bool timedOut, string level)
    {
        var indices = question.Indices() ?? [];
        var numbers = HealthNumbers.Of(indices);
        if (question.Indices() is null) numbers.MarkRed();
        var json = new JsonObject
        {
            ["cluster_name"] = call.Cluster.Name,
            ["status"] = Word(numbers.Status),
            ["timed_out"] = timedOut,
            ["number_of_nodes"] = 1,
            ["number_of_data_nodes"] = 1,
        };
        AddShards(json, numbers, call);
        json["delayed_unassigned_shards"] = 0;
        json["number_of_pending_tasks"] = call.Cluster.Master.Pending;
        json["number_of_in_flight_fetch"] = 0;
        json["task_max_waiting_in_queue_millis"] = 0;
        json["active_shards_percent_as_number"] = numbers.ActivePercent;
        if (level == "cluster") return json;
        var shown = new JsonObject();
        foreach (var index in indices) shown[index.Name] = OfIndex(index, call, withShards: level == "shards");
        json["indices"] = shown;
        return json;
    }

    private static JsonObject OfIndex(IndexState index, RestCall call, bool withShards)
    {
        var numbers = HealthNumbers.Of(index);
        var json = new JsonObject
        {
            ["status"] = Word(numbers.Status),
            ["number_of_shards"] = index.Shards.Count,
            ["number_of_replicas"] = index.Replicas,
        };
        AddShards(json, numbers, call);
        if (!withShards) return json;
        var shards = new JsonObject();
        foreach (var shard in index.Shards)
        {
            var one = HealthNumbers.Of(shard);
            var shown = new JsonObject
            {
                ["status"] = Word(one.Status),
                ["primary_active"] = shard.IsStarted,
                ["active_shards"] = one.Active,
                ["relocating_shards"] = 0,
                ["initializing_shards"] = one.Initializing,
                ["unassigned_shards"] = one.Unassigned,
            };
            if (call.Cluster.Profile.CountsUnassignedPrimaries) shown["unassigned_primary_shards"] = one.UnassignedPrimaries;
            shards[shard.Id.ToString(CultureInfo.InvariantCulture)] = shown;
        }
        json["shards"] = shards;
        return json;
    }

    private static void AddShards(JsonObject json, HealthNumbers numbers, RestCall call)
    {
        json["active_primary_shards"] = numbers.ActivePrimaries;
        json["active_shards"] = numbers.Active;
        json["relocating_shards"] = 0;
        json["initializing_shards"] = numbers.Initializing;
        json["unassigned_shards"] = numbers.Unassigned;
        if (call.Cluster.Profile.CountsUnassignedPrimaries) json["unassigned_primary_shards"] = numbers.UnassignedPrimaries;
    }

    public static string Word(Health health) => health switch
    {
        Health.Green => "green",
        Health.Yellow => "yellow",
        Health.Red => "red",
        _ => throw new ArgumentOutOfRangeException(nameof(health)),
    };

    /// <summary>What the caller waits for.</summary>
    private sealed class Question
    {
        private readonly RestCall _call;
        private readonly Health? _status;
        private readonly ActiveShards _active;
        private readonly bool _noInitializing;
        private readonly bool _enoughNodes;
        private readonly IndicesOptions _options;

        public Question(RestCall call)
        {
            _call = call;
            _status = call.Query("wait_for_status") switch
            {
                null => null,
                var word when Enum.TryParse<Health>(word, ignoreCase: true, out var health) => health,
                var word => throw Errors.IllegalArgument($"unknown cluster health status [{word}]"),
            };
            _active = ActiveShards.From(call, ActiveShards.None);
            _noInitializing = call.Flag("wait_for_no_initializing_shards");
            _ = call.Flag("wait_for_no_relocating_shards");
            _enoughNodes = EnoughNodes(call.Query("wait_for_nodes"));
            _options = call.Query("expand_wildcards") is { } wanted ? IndicesOptions.LenientExpandHidden.Expanding(wanted) : IndicesOptions.LenientExpandHidden;
        }

        /// <summary>Null while one that was named is not there.</summary>
        public IReadOnlyList<IndexState>? Indices()
        {
            var names = IndexNames.Split(_call.Value("index"));
            var missing = names.Any(name => !Wildcard.IsPattern(name) && name != "_all" && !name.StartsWith('-')
                && _call.Cluster.Indices.Resolve([name], _options with { AllowNoIndices = true }).Count == 0);
            return missing ? null : _call.Cluster.Indices.Resolve(names, _options);
        }

        public bool Holds()
        {
            if (Indices() is not { } indices) return false;
            var numbers = HealthNumbers.Of(indices);
            if (_status is { } wanted && numbers.Status > wanted) return false;
            if (_noInitializing && numbers.Initializing > 0) return false;
            if (_active.IsAll && numbers.Active < numbers.Total) return false;
            return _enoughNodes && numbers.Active >= (_active.Copies ?? 0);
        }

        private static bool EnoughNodes(string? wanted)
        {
            if (string.IsNullOrEmpty(wanted)) return true;
            var digits = new string([.. wanted.Where(char.IsAsciiDigit)]);
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var nodes))
                throw Errors.IllegalArgument($"[wait_for_nodes] cannot be parsed: [{wanted}]");
            return wanted switch
            {
                _ when wanted.StartsWith(">=", StringComparison.Ordinal) || wanted.StartsWith("ge(", StringComparison.Ordinal) => nodes <= 1,
                _ when wanted.StartsWith("<=", StringComparison.Ordinal) || wanted.StartsWith("le(", StringComparison.Ordinal) => nodes >= 1,
                _ when wanted.StartsWith('>') || wanted.StartsWith("gt(", StringComparison.Ordinal) => nodes < 1,
                _ when wanted.StartsWith('<') || wanted.StartsWith("lt(", StringComparison.Ordinal) => nodes > 1,
                _ => nodes == 1,
            };
        }
    }
}
