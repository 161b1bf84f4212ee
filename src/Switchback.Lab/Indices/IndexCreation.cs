using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Indices.Rules;

namespace Switchback.Lab.Indices;

/// <summary>Makes indices: name, templates, defaults, checks, then one update of the master and one more for the shards.</summary>
public sealed class IndexCreation(Cluster cluster, IndexService indices)
{
    private const int UpdatesToStart = 1;

    /// <summary>Makes an index and waits for its shards as told. The second value: whether they came in time.</summary>
    public async Task<(IndexState Index, bool ShardsAcknowledged)> CreateAsync(
        NewIndex wanted, ActiveShards active, TimeSpan timeout, ICollection<string> warnings)
    {
        var index = await cluster.Master.UpdateAsync(() => Create(wanted, warnings, active));
        return (index, await StartAsync(index, active, timeout));
    }

    /// <summary>Makes the index a write goes to where there is none yet.</summary>
    public async Task<IndexState> ForWriteAsync(string name, ICollection<string> warnings)
    {
        if (indices.Names.WriteTarget(name) is { } target) return target;
        CheckAutoCreation(name);
        await cluster.Master.UpdateAsync(() => indices.Names.WriteTarget(name) ?? Make(name, warnings));
        var index = indices.Names.WriteTarget(name)!;
        await StartAsync(index, ActiveShards.None, TimeSpan.Zero);
        return index;
    }

    /// <summary>Inside an update.</summary>
    public IndexState Create(NewIndex wanted, ICollection<string> warnings, ActiveShards active = default)
    {
        var name = DateMathName.Resolve(wanted.Name, cluster.Now);
        CheckName(name, wanted, warnings);
        var template = wanted.DataStream ?? name;
        if (wanted.DataStream is null && wanted.CopyOf is null && indices.DataStreams.AreMadeFor(name))
        {
            throw Errors.IllegalArgument($"cannot create index with name [{name}], because it matches with template [{cluster.Templates.For(name)!.Name}] "
                + "that creates data streams only, use create data stream api instead");
        }
        wanted = cluster.Templates.Apply(wanted with { Name = name, ProvidedName = wanted.ProvidedName ?? wanted.Name }, template);
        IndexSettingChecks.ValidateCreation(wanted.Settings);
        var settings = Defaults(wanted.Settings, wanted.ProvidedName ?? wanted.Name, wanted);
        CheckSoftDeletes(wanted.Settings, name, warnings);
        var shards = settings.Number("index.number_of_shards", 1);
        active.Check(1 + settings.Number("index.number_of_replicas", 1));
        var routing = wanted.CopyOf?.RoutingShards ?? settings.Number("index.number_of_routing_shards", DocumentRouting.RoutingShards(shards));
        var index = new IndexState(name, cluster.Ids.NewUuid(), settings.Without("index.number_of_routing_shards"), shards, routing, cluster.Ids.NewUuid)
        {
            DataStream = wanted.DataStream,
        };
        index.Settings = index.Settings.With("index.uuid", index.Uuid);
        index.Mapping = cluster.Indices.Mappings.Prepare(wanted.Mapping, index.Settings);
        foreach (var alias in wanted.Aliases) index.Aliases[alias.Name] = alias;
        cluster.State.Indices[name] = index;
        indices.Shards.Begin(index, wanted.CopyOf is null ? RecoveryType.EmptyStore : RecoveryType.LocalShards);
        return index;
    }

    private IndexState Make(string name, ICollection<string> warnings) => indices.DataStreams.AreMadeFor(name)
        ? cluster.State.Find(indices.DataStreams.Create(name, warnings).WriteIndex)!
        : Create(new NewIndex(name), warnings, ActiveShards.None);

    private async Task<bool> StartAsync(IndexState index, ActiveShards active, TimeSpan timeout)
    {
        _ = indices.Shards.StartInBackgroundAsync([index], UpdatesToStart);
        return await indices.Shards.WhenActiveAsync([index], active, timeout);
    }

    private Settings Defaults(Settings own, string providedName, NewIndex wanted)
    {
        var settings = own;
        foreach (var (key, value) in new[] { ("index.number_of_shards", "1"), ("index.number_of_replicas", "1") })
            if (settings[key] is not { IsNull: false })
                settings = settings.With(key, value);
        if (settings.Text("index.auto_expand_replicas") is { } expand && expand != "false")
            settings = settings.With("index.number_of_replicas", expand.Split('-')[0]);
        if (cluster.Profile.PlacesIndicesInTiers && settings["index.routing.allocation.include._tier_preference"] is null)
            settings = settings.With("index.routing.allocation.include._tier_preference", wanted.DataStream is null ? "data_content" : "data_hot");
        if (wanted.IsHidden) settings = settings.With("index.hidden", "true");
        return settings
            .With("index.creation_date", cluster.NowMillis.ToString(CultureInfo.InvariantCulture))
            .With("index.provided_name", providedName)
            .With("index.version.created", cluster.Profile.IndexVersionCreated);
    }

    private void CheckName(string name, NewIndex wanted, ICollection<string> warnings)
    {
        IndexNameRules.Check(name);
        if (cluster.State.Find(name) is { } existing) throw AlreadyExists(existing);
        if (cluster.State.DataStreams.ContainsKey(name)) throw IndexNameRules.Invalid(name, "already exists as data stream");
        if (indices.Names.Behind(name).Count > 0) throw IndexNameRules.Invalid(name, "already exists as alias");
        var hidden = wanted.IsHidden || wanted.Settings.Flag("index.hidden");
        if (name.StartsWith('.') && !hidden && wanted.CopyOf is null)
        {
            warnings.Add($"index name [{name}] starts with a dot '.', in the next major version, index names starting with a dot "
                + "are reserved for hidden indices and system indices");
        }
    }

    private void CheckSoftDeletes(Settings settings, string name, ICollection<string> warnings)
    {
        if (settings.Text("index.soft_deletes.enabled") != "false") return;
        if (cluster.Profile.RequiresSoftDeletes)
        {
            throw Errors.IllegalArgument("Creating indices with soft-deletes disabled is no longer supported. "
                + "Please do not specify a value for setting [index.soft_deletes.enabled].");
        }
        warnings.Add("Creating indices with soft-deletes disabled is deprecated and will be removed in future Elasticsearch versions. "
            + $"Please do not specify value for setting [index.soft_deletes.enabled] of index [{name}].");
    }

    private void CheckAutoCreation(string name)
    {
        var setting = cluster.State.Setting("action.auto_create_index");
        if (setting is null or "true") return;
        var allowed = setting != "false" && setting.Split(',').FirstOrDefault(pattern => Wildcard.Matches(pattern.TrimStart('+', '-'), name)) is { } rule && rule[0] != '-';
        if (allowed) return;
        var reason = setting == "false" ? "[action.auto_create_index] is [false]" : $"[action.auto_create_index] ([{setting}]) doesn't match";
        throw new ElasticException(404, "index_not_found_exception", $"no such index [{name}] and {reason}").With("index_uuid", "_na_").With("index", name);
    }

    public static ElasticException AlreadyExists(IndexState index) =>
        new ElasticException(400, "resource_already_exists_exception", $"index [{index.Name}/{index.Uuid}] already exists")
            .With("index_uuid", index.Uuid).With("index", index.Name);
}
