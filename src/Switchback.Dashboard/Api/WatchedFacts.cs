using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Dashboard.Api;

/// <summary>The slow facts that are read for the pages anyway: asking the API costs the clusters nothing.</summary>
internal sealed class WatchedFacts : IFleetFacts
{
    private readonly FactsWatch _facts;
    private long _version;

    public WatchedFacts(FactsWatch facts)
    {
        _facts = facts;
        facts.Changed += _ => Interlocked.Increment(ref _version);
    }

    public long Version => Interlocked.Read(ref _version);

    public Known<AutoFollowPattern> PatternsOf(string cluster) => _facts.Of(cluster) is { } facts ? From(facts.Patterns) : Known<AutoFollowPattern>.NotReadYet;

    public Known<AutoFollowError> PatternErrorsOf(string cluster) => _facts.Of(cluster)?.PatternStats is { Value: { } stats } read
        ? new Known<AutoFollowError>(stats.RecentErrors, read.ReadAt, read.Trouble)
        : Known<AutoFollowError>.NotReadYet;

    public Known<RemoteInfo> RemotesOf(string cluster) => _facts.Of(cluster) is { } facts ? From(facts.Remotes) : Known<RemoteInfo>.NotReadYet;

    private static Known<T> From<T>(Aged<IReadOnlyList<T>> aged) =>
        aged.Value is null && aged.Trouble is null ? Known<T>.NotReadYet : new Known<T>(aged.Value, aged.ReadAt, aged.Trouble);
}
