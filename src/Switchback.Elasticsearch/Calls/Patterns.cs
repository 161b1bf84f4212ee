using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

/// <summary>Auto-follow patterns.</summary>
public sealed class Patterns(ClusterChannel channel)
{
    public Task<Answer<IReadOnlyList<AutoFollowPattern>>> ListAsync(CancellationToken cancel) =>
        channel.ReadAsync(PatternRequests.All, FollowReader.Patterns, cancel);

    /// <summary>Missing when there is none of this name.</summary>
    public Task<Answer<AutoFollowPattern>> GetAsync(string name, CancellationToken cancel) =>
        channel.ReadAsync(PatternRequests.One(name), body => FollowReader.Patterns(body) is [var only] ? only : throw new UnreadableException("not exactly one pattern", "patterns"), cancel);

    public Task<Effect<Acknowledged>> PutAsync(string name, PatternOrder order, CancellationToken cancel) =>
        channel.ActAsync(PatternRequests.Put(name, order), Acknowledgement.Read, cancel);

    public Task<Effect<Acknowledged>> DeleteAsync(string name, CancellationToken cancel) =>
        channel.ActAsync(PatternRequests.Delete(name), Acknowledgement.Read, cancel);

    public Task<Effect<Acknowledged>> PauseAsync(string name, CancellationToken cancel) =>
        channel.ActAsync(PatternRequests.Pause(name), Acknowledgement.Read, cancel);

    public Task<Effect<Acknowledged>> ResumeAsync(string name, CancellationToken cancel) =>
        channel.ActAsync(PatternRequests.Resume(name), Acknowledgement.Read, cancel);
}
