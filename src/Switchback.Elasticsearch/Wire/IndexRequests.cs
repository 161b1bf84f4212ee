namespace Switchback.Elasticsearch.Wire;

/// <summary>Indices as such. Calls that change something take concrete names only.</summary>
public static class IndexRequests
{
    /// <summary>Every index there is, open, closed and hidden; all values are texts.</summary>
    public static readonly WireRequest List = Read("/_cat/indices?format=json&bytes=b&expand_wildcards=all&h=health,status,index,uuid,pri,rep,docs.count,docs.deleted,store.size,pri.store.size,creation.date");

    public static WireRequest Settings(IReadOnlyCollection<string> names) =>
        Read($"/{Target.Names(names)}/_settings?flat_settings=true&expand_wildcards=all", names);

    public const string LeasePeriod = "index.soft_deletes.retention_lease.period";

    public const string Uuid = "index.uuid";

    public const string Blocks = "index.blocks.*";

    /// <summary>Only these settings, by name, with commas between and <c>*</c> for any.</summary>
    public static WireRequest Settings(IReadOnlyCollection<string> names, string settings) =>
        Read($"/{Target.Names(names)}/_settings/{settings}?flat_settings=true&expand_wildcards=all", names);

    public static WireRequest Mappings(IReadOnlyCollection<string> names) =>
        Read($"/{Target.Names(names)}/_mapping?expand_wildcards=all", names);

    public static WireRequest Recovery(IReadOnlyCollection<string> names, bool activeOnly) =>
        Read($"/{Target.Names(names)}/_recovery{(activeOnly ? "?active_only=true" : "")}", names);

    public static WireRequest Aliases(IReadOnlyCollection<string> names) =>
        Read($"/{Target.Names(names)}/_alias?expand_wildcards=all", names);

    /// <summary>Dynamic settings; null takes one back to its default.</summary>
    public static WireRequest PutSettings(IReadOnlyCollection<string> names, IReadOnlyDictionary<string, string?> settings) => Write(HttpMethod.Put, names, "/_settings") with
    {
        Body = JsonBody.Of(body =>
        {
            foreach (var (key, value) in settings)
                body.WriteString(key, value);
        }),
        Flaw = settings.Count == 0 ? "no setting is given" : Target.FlawOfConcrete(names),
    };

    /// <summary>Stops writes and waits for those in flight. From 7.9; before it the setting stands for it.</summary>
    public static WireRequest BlockWrites(IReadOnlyCollection<string> names) => Write(HttpMethod.Put, names, "/_block/write") with { Since = Since.BlockCall };

    /// <summary>The same by the setting; also how a block is lifted, with false.</summary>
    public static WireRequest SetWriteBlock(IReadOnlyCollection<string> names, bool blocked) =>
        PutSettings(names, new Dictionary<string, string?> { ["index.blocks.write"] = blocked ? "true" : "false" });

    /// <summary>A list costs the master hardly more than one. An index that is still being copied cannot be closed.</summary>
    public static WireRequest Close(IReadOnlyCollection<string> names) => Write(HttpMethod.Post, names, "/_close");

    public static WireRequest Open(IReadOnlyCollection<string> names) => Write(HttpMethod.Post, names, "/_open");

    /// <summary>Destroys.</summary>
    public static WireRequest Delete(IReadOnlyCollection<string> names) => Write(HttpMethod.Delete, names, "");

    public static WireRequest Refresh(IReadOnlyCollection<string> names) => Write(HttpMethod.Post, names, "/_refresh");

    public static WireRequest Create(string name, ReadOnlyMemory<byte> settingsAndMappings) => Write(HttpMethod.Put, [name], "") with { Body = settingsAndMappings };

    /// <summary>A copy inside the cluster by hard links; the source needs a write block.</summary>
    public static WireRequest Clone(string source, string target) => Write(HttpMethod.Post, [source], $"/_clone/{Target.Name(target)}") with
    {
        Flaw = Target.FlawOfConcrete(source) ?? Target.FlawOfConcrete(target),
    };

    /// <summary>All of these or none, in one change of the cluster's state.</summary>
    public static WireRequest ChangeAliases(IReadOnlyCollection<AliasChange> changes) => new()
    {
        Method = HttpMethod.Post,
        Target = "/_aliases",
        Body = JsonBody.Of(body =>
        {
            body.WriteStartArray("actions");
            foreach (var change in changes)
                change.Write(body);
            body.WriteEndArray();
        }),
        Kind = CallKind.Write,
        Power = Power.Operate,
        Flaw = changes.Count == 0 ? "no change is given" : Target.FlawOfConcrete([.. changes.SelectMany(change => new[] { change.Index, change.Alias })]),
    };

    private static WireRequest Read(string target, IReadOnlyCollection<string>? names = null) => new()
    {
        Method = HttpMethod.Get,
        Target = target,
        Flaw = names is { Count: 0 } ? "no name is given" : names?.Select(Target.FlawOf).FirstOrDefault(flaw => flaw is not null),
    };

    private static WireRequest Write(HttpMethod method, IReadOnlyCollection<string> names, string verb) => new()
    {
        Method = method,
        Target = $"/{Target.Names(names)}{verb}",
        Kind = CallKind.Write,
        Power = Power.Operate,
        Flaw = Target.FlawOfConcrete(names),
    };
}

/// <param name="IsWriteIndex">Null leaves it to the cluster.</param>
public sealed record AliasChange(bool Add, string Index, string Alias, bool? IsWriteIndex = null)
{
    internal void Write(System.Text.Json.Utf8JsonWriter body)
    {
        body.WriteStartObject();
        body.WriteStartObject(Add ? "add" : "remove");
        body.WriteString("index", Index);
        body.WriteString("alias", Alias);
        if (Add && IsWriteIndex is { } write) body.WriteBoolean("is_write_index", write);
        body.WriteEndObject();
        body.WriteEndObject();
    }
}
