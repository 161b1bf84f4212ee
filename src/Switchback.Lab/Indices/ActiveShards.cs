using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

/// <summary><c>wait_for_active_shards</c>: how many copies of each shard must be active. Null stands for the index's own setting.</summary>
public readonly record struct ActiveShards(int? Copies, bool IsAll = false)
{
    public static readonly ActiveShards None = new(0);

    public static readonly ActiveShards Default = new((int?)null);

    public bool IsNone => Copies == 0;

    public static ActiveShards Parse(string text) => text switch
    {
        "all" => new ActiveShards(null, true),
        _ when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            number >= 0 ? new ActiveShards(number) : throw Errors.IllegalArgument("shard count cannot be a negative value"),
        _ => throw Errors.IllegalArgument($"cannot parse ActiveShardCount[{text}]",
            new ElasticException(400, "number_format_exception", $"For input string: \"{text}\"") { IsForeign = true }),
    };

    public static ActiveShards From(RestCall call, ActiveShards otherwise) =>
        call.Query("wait_for_active_shards") is { } text ? text == "index-setting" ? Default : Parse(text) : otherwise;

    public bool Hold(IndexState index)
    {
        var wanted = IsAll ? index.CopiesPerShard
            : Copies ?? (index.Settings.Text("index.write.wait_for_active_shards") is { } own ? Parse(own).Resolve(index) : 1);
        return wanted == 0 || (wanted == 1 && index.Shards.All(shard => shard.IsStarted));
    }

    /// <summary>Refuses more copies than the index can ever have.</summary>
    public void Check(int copiesPerShard)
    {
        if (Copies > copiesPerShard)
            throw Errors.IllegalArgument($"invalid wait_for_active_shards[{Copies}]: cannot be greater than number of shard copies [{copiesPerShard}]");
    }

    private int Resolve(IndexState index) => IsAll ? index.CopiesPerShard : Copies ?? 1;
}
