using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

/// <summary>Makes data streams and their generations.</summary>
public sealed class DataStreams(Cluster cluster)
{
    public const string Timestamp = "@timestamp";

    /// <summary>Whether writing to this name makes a data stream.</summary>
    public bool AreMadeFor(string name) => cluster.Profile.HasDataStreams && cluster.Templates.For(name) is { MakesDataStreams: true };

    /// <summary>Inside an update: the stream with its first backing index.</summary>
    public DataStreamState Create(string name, ICollection<string> warnings)
    {
        if (cluster.State.DataStreams.ContainsKey(name))
            throw new ElasticException(400, "resource_already_exists_exception", $"data_stream [{name}] already exists");
        IndexNameRules.Check(name);
        if (name.StartsWith(".ds-", StringComparison.Ordinal)) throw Errors.IllegalArgument($"data_stream [{name}] must not start with '.ds-'");
        if (cluster.State.Find(name) is not null) throw Errors.IllegalArgument($"data stream [{name}] conflicts with index");
        if (cluster.Templates.For(name) is not { } template) throw Errors.IllegalArgument($"no matching index template found for data stream [{name}]");
        if (!template.MakesDataStreams) throw Errors.IllegalArgument($"matching index template [{template.Name}] for data stream [{name}] has no data stream template");
        var stream = new DataStreamState(name, Timestamp) { IsHidden = template.HidesStreams };
        AddGeneration(stream, warnings);
        cluster.State.DataStreams[name] = stream;
        return stream;
    }

    /// <summary>Inside an update: another backing index, which takes the writes from now on.</summary>
    public IndexState AddGeneration(DataStreamState stream, ICollection<string> warnings)
    {
        var name = NextName(stream);
        var index = cluster.Indices.Creation.Create(new NewIndex(name) { DataStream = stream.Name, IsHidden = true, Mapping = TimestampMapping() }, warnings);
        stream.Generation++;
        stream.Indices.Add(name);
        return index;
    }

    public string NextName(DataStreamState stream) =>
        DataStreamState.BackingIndex(stream.Name, stream.Generation + 1, cluster.Profile.DatesBackingIndices ? cluster.Now : null);

    private static JsonObject TimestampMapping() => new()
    {
        ["_data_stream_timestamp"] = new JsonObject { ["enabled"] = true },
        ["properties"] = new JsonObject { [Timestamp] = new JsonObject { ["type"] = "date" } },
    };
}
