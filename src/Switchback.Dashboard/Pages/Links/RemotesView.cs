using Switchback.Core.Fleet;
using Switchback.Dashboard.Api;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Dashboard.Pages.Links;

/// <summary>One remote cluster of one cluster, with what depends on it.</summary>
/// <param name="LeadsTo">The configured cluster that it leads to, as far as its followers show; null when nothing shows it.</param>
/// <param name="Meaning">What its state does and does not prove.</param>
public sealed record RemoteLine(
    string Cluster, string Alias, Grade Grade, string Word, string Meaning, string? LeadsTo, string Mode, string Addresses, long Connections, bool SkipsUnavailable, bool UsesApiKey, int Followers, IReadOnlyList<string> Patterns)
{
    public string Key => $"{Cluster}/{Alias}";

    public string Query => $"/followers?query={Uri.EscapeDataString($"cluster:{Cluster} remote:{Alias}")}";
}

/// <summary>What the page of remote clusters shows. Pure.</summary>
public sealed record RemotesView(IReadOnlyList<RemoteLine> Lines, IReadOnlyList<SourceNote> Notes, IReadOnlyList<string> Unconnected, bool IsAsking, DateTimeOffset? AsOf)
{
    public static RemotesView Of(FleetSnapshot snapshot, IFleetFacts facts)
    {
        var lines = new List<RemoteLine>();
        var notes = new List<SourceNote>();
        var asking = false;
        DateTimeOffset? asOf = null;
        foreach (var member in snapshot.Members)
        {
            var known = facts.RemotesOf(member.Name);
            asking |= known is { Items: null, AsOf: null };
            if (known.AsOf is { } at && !(at > asOf)) asOf = at;
            if (AutoFollowView.Note(member.Name, "remotes", known) is { } note) notes.Add(note);
            lines.AddRange((known.Items ?? []).OrderBy(remote => remote.Alias, StringComparer.Ordinal).Select(remote => Line(snapshot, facts, member.Name, remote)));
        }

        return new RemotesView(lines, notes, [.. Unreached(snapshot, facts, lines)], asking && lines.Count == 0, asOf);
    }

    /// <summary>Pairs need a way in both directions: out for following, back for failing back.</summary>
    private static IEnumerable<string> Unreached(FleetSnapshot snapshot, IFleetFacts facts, List<RemoteLine> lines)
    {
        foreach (var pair in snapshot.Pairs)
        {
            foreach (var (from, to) in new[] { (pair.Home.Member, pair.Away.Member), (pair.Away.Member, pair.Home.Member) })
            {
                if (facts.RemotesOf(from).Items is null) continue;
                if (!lines.Any(line => line.Cluster == from && (line.LeadsTo ?? line.Alias) == to))
                    yield return $"{from} has no remote that leads to {to}: nothing of the pair {pair.Options.Id} could flow that way.";
            }
        }
    }

    private static RemoteLine Line(FleetSnapshot snapshot, IFleetFacts facts, string cluster, RemoteInfo remote)
    {
        var items = snapshot.Items.Where(item => item.Member == cluster && item.Source.Link == remote.Alias && Reads(item)).ToList();
        var leadsTo = items.Select(item => item.Source.Member).FirstOrDefault(name => name is not null) ?? (snapshot.Member(remote.Alias) is not null ? remote.Alias : null);
        var other = leadsTo is null ? null : snapshot.Member(leadsTo);
        var (grade, word, meaning) = (remote.Connected, other?.Line) switch
        {
            (true, MemberLine.NotAnswering { IsSilent: true }) => (Grade.Risk, "Connected", $"The connection stands, but {leadsTo} answers nothing: asked itself, it is silent."),
            (true, _) => (Grade.Fine, "Connected", "A connection is open just now."),
            (false, MemberLine.Answering) => (Grade.Watch, "Not connected", $"{leadsTo} answers when asked itself. Nobody has used this remote since it came back: poke it."),
            (false, MemberLine.NotAnswering) => (Grade.Bad, "Not connected", $"{leadsTo} does not answer, asked itself."),
            _ => (Grade.Watch, "Not connected", "That proves nothing: a remote is connected when somebody uses it. Poke it to see."),
        };
        return new RemoteLine(
            cluster, remote.Alias, grade, word, meaning, leadsTo, remote.Mode, string.Join(", ", remote.Addresses), remote.Connections, remote.SkipUnavailable, remote.UsesApiKey, items.Count,
            [.. (facts.PatternsOf(cluster).Items ?? []).Where(pattern => pattern.Remote == remote.Alias).Select(pattern => pattern.Name)]);
    }

    private static bool Reads(Item item) => (item.Verdict.Was ?? item.Verdict.Kind) is not (VerdictKind.NotFollowed or VerdictKind.Promoted or VerdictKind.LeftClosed);
}
