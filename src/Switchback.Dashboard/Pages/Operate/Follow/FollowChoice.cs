using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Operate.Follow;

/// <summary>What the page for making followers thinks: which leaders are shown, which are chosen, and what their followers are called. Draws nothing.</summary>
public sealed class FollowChoice
{
    private readonly SortedSet<string> _chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<NamePreview>? _names;

    public LeaderOffers? Offers { get; private set; }

    public string Search { get; private set; } = "";

    public bool OnlyChosen { get; private set; }

    /// <summary>As it was typed; what stands around it does not count.</summary>
    public string Template { get; private set; } = IndexNames.Placeholder;

    /// <summary>By name, in order: those of the list, and those that somebody named and the list lacks.</summary>
    public IReadOnlyCollection<string> Chosen => _chosen;

    public IReadOnlyList<LeaderOffer> Shown { get; private set; } = [];

    /// <summary>How many of those shown are taken when all of them are.</summary>
    public int ShownFree { get; private set; }

    public bool AreAllShownChosen { get; private set; }

    /// <summary>What each of the chosen is to be called, those in whose way something stands first; empty before there is a list to try them on.</summary>
    public IReadOnlyList<NamePreview> Names => _names ??= Offers is null ? [] : [.. Offers.Preview(Template.Trim(), _chosen).OrderBy(name => name.Obstacle is null)];

    public int Clashes => Names.Count(name => name.Obstacle is not null);

    public int Free => Offers?.All.Count(offer => IsFree(offer)) ?? 0;

    public int Followed => Offers?.All.Count(offer => offer.WhyNot?.StartsWith("Followed", StringComparison.Ordinal) == true) ?? 0;

    /// <summary>Another list, of the same leaders or of others. What was chosen stays: what is not there is said beside its name.</summary>
    public void Take(LeaderOffers? offers)
    {
        Offers = offers;
        Tell();
    }

    public void SearchFor(string text)
    {
        Search = text;
        Tell();
    }

    public void ShowOnlyChosen(bool only)
    {
        OnlyChosen = only;
        Tell();
    }

    public void NameBy(string template)
    {
        Template = template;
        _names = null;
    }

    public bool IsChosen(string leader) => _chosen.Contains(leader);

    public void Toggle(LeaderOffer offer)
    {
        if (!_chosen.Remove(offer.Name) && offer.WhyNot is null) _chosen.Add(offer.Name);
        Tell();
    }

    /// <summary>All that are shown, without what the cluster keeps for itself; or none of them, when all are chosen.</summary>
    public void ToggleShown()
    {
        var free = Shown.Where(IsFree).Select(offer => offer.Name).ToList();
        if (AreAllShownChosen) _chosen.ExceptWith(free);
        else _chosen.UnionWith(free);
        Tell();
    }

    public void Add(IEnumerable<string> leaders)
    {
        _chosen.UnionWith(leaders.Select(leader => leader.Trim()).Where(leader => leader.Length > 0));
        Tell();
    }

    public void Clear()
    {
        _chosen.Clear();
        Tell();
    }

    public void LeaveOutClashes()
    {
        _chosen.ExceptWith(Names.Where(name => name.Obstacle is not null).Select(name => name.Leader).ToList());
        Tell();
    }

    private static bool IsFree(LeaderOffer offer) => offer is { WhyNot: null, IsSpecial: false };

    /// <summary>Each word has to be in the name; with a star it is a pattern of the whole, and with a minus it must not fit.</summary>
    private static bool Fits(string name, string word)
    {
        if (word.Length > 1 && word[0] == '-') return !Fits(name, word[1..]);
        return word.Contains('*') ? new NamePattern(word.ToLowerInvariant()).Matches(name) : name.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private void Tell()
    {
        _names = null;
        var words = Search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Shown = Offers is null ? [] : [.. Offers.All.Where(offer => (!OnlyChosen || _chosen.Contains(offer.Name)) && Array.TrueForAll(words, word => Fits(offer.Name, word)))];
        ShownFree = Shown.Count(IsFree);
        AreAllShownChosen = ShownFree > 0 && Shown.All(offer => !IsFree(offer) || _chosen.Contains(offer.Name));
    }
}
