using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

/// <summary>Indices: what there is, where it stands, and the changes a promotion or a rebuild makes.</summary>
public sealed class Indices(ClusterChannel channel)
{
    public Task<Answer<IReadOnlyList<IndexFacts>>> ListAsync(CancellationToken cancel) =>
        channel.ReadAsync(IndexRequests.List, IndexReader.List, cancel);

    /// <summary>Fills <paramref name="into"/> with every open index's positions, by its cheapest metric.</summary>
    public Task<Answer<Positions>> PositionsAsync(
        PositionsReader reader, Positions into, CancellationToken cancel, PositionExtras extras = PositionExtras.None, TimeSpan? timeout = null) =>
        channel.ReadAsync(PositionRequests.OfAll(extras) with { Timeout = timeout }, body => reader.Read(body.Span, into), cancel);

    public Task<Answer<Positions>> PositionsOfAsync(IReadOnlyCollection<string> names, CancellationToken cancel, PositionExtras extras = PositionExtras.None) =>
        channel.ReadAsync(PositionRequests.Of(names, extras), body => new PositionsReader().Read(body.Span, new Positions()), cancel);

    /// <summary>Flat settings by index.</summary>
    public Task<Answer<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>> SettingsAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ReadAsync(IndexRequests.Settings(names), IndexReader.Settings, cancel);

    /// <summary>Only these settings, where they differ from the default.</summary>
    public Task<Answer<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>> SettingsAsync(IReadOnlyCollection<string> names, string settings, CancellationToken cancel) =>
        channel.ReadAsync(IndexRequests.Settings(names, settings), IndexReader.Settings, cancel);

    /// <summary>Blocks and lease periods, of those indices that have any.</summary>
    public Task<Answer<IndexRules>> RulesAsync(CancellationToken cancel) =>
        channel.ReadAsync(IndexRequests.Settings(["*"], $"{IndexRequests.Blocks},{IndexRequests.LeasePeriod}"), body => IndexRules.Of(IndexReader.Settings(body)), cancel);

    public Task<Answer<IReadOnlyDictionary<string, string>>> MappingsAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ReadAsync(IndexRequests.Mappings(names), IndexReader.Mappings, cancel);

    public Task<Answer<IReadOnlyList<RecoveryFacts>>> RecoveriesAsync(IReadOnlyCollection<string> names, bool activeOnly, CancellationToken cancel) =>
        channel.ReadAsync(IndexRequests.Recovery(names, activeOnly), IndexReader.Recoveries, cancel);

    public Task<Answer<IReadOnlyList<AliasFacts>>> AliasesAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ReadAsync(IndexRequests.Aliases(names), IndexReader.Aliases, cancel);

    public Task<Effect<Acknowledged>> PutSettingsAsync(IReadOnlyCollection<string> names, IReadOnlyDictionary<string, string?> settings, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.PutSettings(names, settings), Acknowledgement.Read, cancel);

    /// <summary>From 7.9. On older servers use <see cref="SetWriteBlockAsync"/>.</summary>
    public Task<Effect<IndexResult>> BlockWritesAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.BlockWrites(names), IndexReader.Changed, cancel);

    public Task<Effect<Acknowledged>> SetWriteBlockAsync(IReadOnlyCollection<string> names, bool blocked, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.SetWriteBlock(names, blocked), Acknowledgement.Read, cancel);

    public Task<Effect<IndexResult>> CloseAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.Close(names), IndexReader.Changed, cancel);

    public Task<Effect<IndexResult>> OpenAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.Open(names), IndexReader.Changed, cancel);

    /// <summary>Destroys.</summary>
    public Task<Effect<Acknowledged>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.Delete(names), Acknowledgement.Read, cancel);

    public Task<Effect<IndexResult>> CreateAsync(string name, ReadOnlyMemory<byte> settingsAndMappings, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.Create(name, settingsAndMappings), IndexReader.Changed, cancel);

    public Task<Effect<IndexResult>> CloneAsync(string source, string target, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.Clone(source, target), body => IndexReader.Changed(body), cancel);

    public Task<Effect<ShardsAnswered>> RefreshAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.Refresh(names), IndexReader.Shards, cancel);

    public Task<Effect<Acknowledged>> ChangeAliasesAsync(IReadOnlyCollection<AliasChange> changes, CancellationToken cancel) =>
        channel.ActAsync(IndexRequests.ChangeAliases(changes), Acknowledgement.Read, cancel);
}
