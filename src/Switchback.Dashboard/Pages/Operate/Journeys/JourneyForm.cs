using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Operate.Journeys;

/// <summary>What each journey asks before it is planned, in the names of the pair's own clusters.</summary>
public static class JourneyForm
{
    public const string SideQuestion = "side";
    private const string Yes = "yes";
    private const string No = "no";

    public static IReadOnlyList<JourneyQuestion> Of(string verb, PairView pair)
    {
        var active = pair.Active ?? Side.Home;
        var (leads, other) = (pair[active].Member, pair[active == Side.Home ? Side.Away : Side.Home].Member);
        return verb switch
        {
            Verbs.Failover => Failover(leads, other),
            Verbs.Switchover or Verbs.ReturnHome => Switchover(leads, other),
            Verbs.Failback => Failback(leads, other),
            Verbs.SetUp => SetUp(pair.Options),
            Verbs.Recover => Recover(pair),
            Verbs.Drill => [new("only", "Which indices", [], null, $"Names of {leads}, * for any letters, commas between. Empty: the 20 smallest.", "orders-2026*, customers")],
            Verbs.Fence => Fence(pair),
            _ => [],
        };
    }

    /// <summary>Those that are asked, given what is answered so far.</summary>
    public static IEnumerable<JourneyQuestion> Asked(IReadOnlyList<JourneyQuestion> all, IReadOnlyDictionary<string, string> answers) =>
        all.Where(question => question.Where is not var (name, value) || Answer(all.First(other => other.Name == name), answers) == value);

    /// <summary>What is chosen or written; null for nothing.</summary>
    public static string? Answer(JourneyQuestion question, IReadOnlyDictionary<string, string> answers) =>
        answers.GetValueOrDefault(question.Name)?.Trim() is { Length: > 0 } given ? given : question.Usual;

    /// <summary>Parameters of the plan.</summary>
    public static Dictionary<string, string> Given(IReadOnlyList<JourneyQuestion> all, IReadOnlyDictionary<string, string> answers) =>
        Asked(all, answers).Select(question => (question.Name, Value: Answer(question, answers))).Where(answer => answer.Value is not null).ToDictionary(answer => answer.Name, answer => answer.Value!, StringComparer.Ordinal);

    /// <summary>The first that a person has to answer and has not; null for none.</summary>
    public static JourneyQuestion? Open(IReadOnlyList<JourneyQuestion> all, IReadOnlyDictionary<string, string> answers) =>
        Asked(all, answers).FirstOrDefault(question => !question.IsWritten && Answer(question, answers) is null);

    private static IReadOnlyList<JourneyQuestion> Failover(string leads, string other) =>
    [
        new("clients", $"Can clients still write on {leads}?",
        [
            new("stopped", "No, they cannot", $"Its power or network is off, or its clients are stopped. What is lost does not grow any more."),
            new("may-write", "Yes, they can", $"What they write from now on is on {leads} alone, until it is back and is compared. The loss stays open."),
            new("unknown", "Nobody knows", "Counts as yes: the loss stays open, and the report says so."),
        ], null, "Only a person can know this. It does not stop the failover, it says what is promised."),
        new("behind", "Copies that had failed, were paused or stood still before",
        [
            new("promote", "Promote them too", "With what they have. Each has its own line of loss."),
            new("leave", "Leave them", "They stay copies, and clients do not have them."),
        ], "promote"),
        new("copying", "Copies whose first copy is not finished",
        [
            new("leave", "Leave them", $"Half a copy cannot be promoted. It goes on when {leads} is back."),
            new("delete", "Delete them", "At the end, when everything else is through."),
        ], "leave"),
        Route(other),
    ];

    private static IReadOnlyList<JourneyQuestion> Switchover(string leads, string other) =>
    [
        new("protect", $"Afterwards, shall {leads} follow {other}?",
        [
            new(Yes, "Yes", $"Its indices are deleted there, after {other} is proven to have everything, and copied anew."),
            new(No, "No", $"{leads} stays fenced with what it has, and nothing protects the pair until somebody fails back."),
        ], Yes),
        Longest(leads),
        Route(other),
    ];

    private static IReadOnlyList<JourneyQuestion> Failback(string leads, string old) =>
    [
        new("keep", $"What only {old} has",
        [
            new("file", "Keep a copy", $"Every document that {leads} lacks goes to a file here, with a digest, before anything is deleted."),
            new("nothing", "Accept the loss", "It is counted and not kept. Two people who have seen the number have to say so."),
        ], "file"),
        new("merge", $"Write it to {leads} as well?",
        [
            new(No, "No", "It stays in the file, for people to look at."),
            new(Yes, "Yes, where nothing conflicts", $"Documents that {leads} has not changed since. Deletes and conflicts stay in the file. Nothing takes it back."),
        ], No) { Where = ("keep", "file") },
        new("deletes", $"What was deleted on {old}",
        [
            new("named", "Name every delete", "Ids of both sides are compared; the plan says about how long that takes."),
            new("unnamed", "Leave them unnamed", "Faster. They are counted among what nothing explains."),
        ], "named"),
        new("return", "How far shall it go?",
        [
            new(Yes, $"Home to {old}", $"When {old} has caught up: fence, drain, promote, route, protect, in the same run."),
            new(No, $"Until {old} follows", $"{leads} goes on leading, and returning home is a journey of its own, when it suits."),
        ], Yes),
        new("initiate", "When it has caught up",
        [
            new("auto", "Go home at once", "Nobody is asked again before writes stop."),
            new("ask", "Ask a person first", $"{old} is kept caught up until somebody says go."),
        ], "auto") { Where = ("return", Yes) },
        Longest(leads) with { Where = ("return", Yes) },
        Route(old) with { Where = ("return", Yes) },
    ];

    private static IReadOnlyList<JourneyQuestion> SetUp(PairOptions pair) =>
    [
        new("mode", "How do the clusters reach each other?",
        [
            new("sniff", "Sniff", "Each finds the other's nodes by itself and connects to them directly."),
            new("proxy", "Proxy", "Through one address, such as a load balancer or Elastic Cloud."),
        ], "sniff"),
        new("home-address", $"Address of {pair.Home}", [], null, $"As {pair.Away} reaches it, host:port; several with commas. Empty: what is there already, or what {pair.Home} says of itself. Port 9300 with certificates, 9443 with API keys; keys and certificates are put on the clusters by hand, never here.", "es1.east.example:9300"),
        new("away-address", $"Address of {pair.Away}", [], null, $"As {pair.Home} reaches it: the way back, for after a failover.", "es1.west.example:9300"),
        new("pattern", "Indices born from now on", [], null, $"Names that {pair.Away} follows by itself when they come up on {pair.Home}. Empty: none.", "orders-*, customers*"),
    ];

    private static IReadOnlyList<JourneyQuestion> Recover(PairView pair) =>
    [
        new("way", "Which way shall it go?",
        [
            new("forward", "Forwards, to promoted", $"What still follows on the copy's side is promoted as well, and that side leads from then on."),
            new("back", "Back, to following", "What can follow again does. What was unfollowed already cannot, and says so."),
        ], null, $"{pair.Options.Id} is taken as it is found: {pair.State.Word.ToLowerInvariant()}."),
    ];

    private static IReadOnlyList<JourneyQuestion> Fence(PairView pair) =>
    [
        new(SideQuestion, "Which side?",
        [
            new("home", $"{pair.Home.Member} (home)", SideMeaning(pair, Side.Home)),
            new("away", $"{pair.Away.Member} (away)", SideMeaning(pair, Side.Away)),
        ], pair.Active switch { Side.Home => "away", Side.Away => "home", _ => null }),
        new("lift", "What shall be done?",
        [
            new(No, "Stop writes", "To everything of this pair that takes writes there. Reading goes on."),
            new(Yes, "Allow writes again", "Only on the side that leads: on the other one both could be written."),
        ], No),
    ];

    private static string SideMeaning(PairView pair, Side side) => pair.Active switch
    {
        null => "Which side leads is not recorded.",
        { } active when active == side => "It leads: nobody can write anywhere while it is fenced.",
        _ => "It does not lead: fencing it stops writes that nobody should make.",
    };

    private static JourneyQuestion Longest(string leads) => new(
        "fence-longest", "Longest time without writes, in minutes", [], null, $"Writes on {leads} are allowed again by themselves after that, as long as nothing is turned round. From 1 to 50; approvals last an hour.", "15");

    private static JourneyQuestion Route(string to) => new("route", $"Who sends clients to {to}?",
    [
        new("hand", "A person, in the run", "The run shows what to change and what both sides take, and waits until somebody says what they did."),
        new("none", "Nobody here", "The run does not wait for it. Clients are sent by other means."),
    ], "hand");
}
