using System.Text.Json;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Fleet;

/// <summary>A cluster in the strip below the pairs, whether a pair uses it or not.</summary>
/// <param name="Facts">What else there is to say, in short.</param>
/// <param name="Why">Why it does not answer; null when it does.</param>
public sealed record ClusterCard(string Name, Grade Line, string LineWord, string Facts, string? Why, bool IsGone)
{
    public static ClusterCard Of(Member member, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var (line, word) = PairWords.Line(member, now);
        var gone = member.Line as MemberLine.NotAnswering;
        var facts = new List<string>();
        if (member.Version is { } version) facts.Add(version);
        facts.Add(member.AsOf is null ? "never heard from" : gone is null ? Words.Count(member.Items, "follower", "followers") : $"{Words.Count(member.Items, "follower", "followers")} {Words.Ago(now - member.AsOf.Value)}");
        if (member.IsSlowed) facts.Add($"slow: asked every {PairWords.Seconds(member.Pace)} only");
        var pairs = snapshot.Pairs.Where(pair => pair.Options.Home == member.Name || pair.Options.Away == member.Name).Select(pair => pair.Options.Id).ToList();
        facts.Add(pairs.Count == 0 ? "in no pair" : string.Join(", ", pairs));
        return new ClusterCard(member.Name, line, word, string.Join(" · ", facts), gone?.Why, gone is not null);
    }
}

/// <summary>A link between configured clusters that no pair covers, with what to write so that one does.</summary>
public sealed record FoundCard(string Sentence, string Lines)
{
    private const int MostNames = 5;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static FoundCard Of(FoundLink link, FleetSnapshot snapshot)
    {
        var names = snapshot.Items
            .Where(item => item.Pair is null && item.Member == link.To && item.Source.Member == link.From && item.Source.Link == link.Link)
            .Select(item => item.Source.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var pair = new Dictionary<string, object> { ["System"] = "elasticsearch", ["Home"] = link.From, ["Away"] = link.To };
        // Two pairs must not claim the same name: beside a pair on the same home, this one has to say what is its own.
        if (snapshot.Pairs.Any(other => Touches(other.Options, link)) && names.Count > 0) pair["Scope"] = names.Count <= MostNames ? names : [.. names.Take(MostNames), "..."];
        var text = JsonSerializer.Serialize(new Dictionary<string, object> { [$"{link.From}-{link.To}".ToLowerInvariant()] = pair }, Readable);
        return new FoundCard(
            $"{link.To} copies {Words.Count(link.Items, "index", "indices")} from {link.From}, over its remote {link.Link}. No pair covers {(link.Items == 1 ? "it" : "them")}.",
            $"\"Pairs\": {text}");
    }

    private static bool Touches(PairOptions pair, FoundLink link) =>
        pair.Home == link.From || (pair.Home == link.To && pair.Away == link.From);
}
