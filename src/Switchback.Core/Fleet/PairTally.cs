namespace Switchback.Core.Fleet;

/// <summary>Adds up the items of one pair. What it says rests on the items alone.</summary>
public sealed class PairTally(PairOptions pair)
{
    private readonly int[] _counts = new int[Enum.GetValues<VerdictKind>().Length];

    public PairOptions Pair { get; } = pair;

    public int Items { get; private set; }

    /// <summary>Copies that replicate, or would if nothing were wrong, by the side that has them.</summary>
    public int CopiesAtHome { get; private set; }

    public int CopiesAway { get; private set; }

    /// <summary>Ordinary items here that were copies once.</summary>
    public int PromotedAtHome { get; private set; }

    public int PromotedAway { get; private set; }

    /// <summary>Promoted here while the source can be written as well.</summary>
    public int WritableTwice { get; private set; }

    /// <summary>Operations a second that sources and promoted copies of those take, where both can be written.</summary>
    public double SourceWrites { get; private set; }

    public double CopyWrites { get; private set; }

    public long Operations { get; private set; }

    public bool AtLeast { get; private set; }

    public bool AnyLagKnown { get; private set; }

    public TimeSpan? Behind { get; private set; } = TimeSpan.Zero;

    public int Affected { get; private set; }

    public int WithoutCopy { get; private set; }

    public DateTimeOffset? KeptUntil { get; private set; }

    public int this[VerdictKind kind] => _counts[(int)kind];

    public void Add(Item item)
    {
        Items++;
        _counts[(int)item.Verdict.Kind]++;
        var isAway = item.Member == Pair.Away;
        switch (item.Verdict.Was ?? item.Verdict.Kind)
        {
            case VerdictKind.Promoted or VerdictKind.LeftClosed:
                AddPromoted(item, isAway);
                return;
            case VerdictKind.NotFollowed:
                WithoutCopy++;
                return;
            case VerdictKind.Copying:
                AddCopy(isAway);
                WithoutCopy++;
                return;
        }
        AddCopy(isAway);
        AddLag(item.Lag);
        if (item.KeptUntil is { } until && !(until > KeptUntil)) KeptUntil = until;
    }

    /// <summary>One that follows and lacks nothing: what <see cref="Add"/> would say of it, without having to look at it.</summary>
    public void AddInStep(string member)
    {
        Items++;
        _counts[(int)VerdictKind.Following]++;
        AddCopy(member == Pair.Away);
        AnyLagKnown = true;
    }

    /// <summary>What each verdict counts, the worst first.</summary>
    public IReadOnlyList<VerdictCount> Counts() =>
        [.. VerdictWords.All.Where(word => this[word.Kind] > 0).Select(word => new VerdictCount(word.Kind, this[word.Kind]))];

    /// <summary>How many need a person, by the worst verdict among them.</summary>
    public (int Count, VerdictKind Worst)? NeedAPerson()
    {
        var count = 0;
        VerdictKind? worst = null;
        foreach (var word in VerdictWords.All)
        {
            if (word.Grade is not (Grade.Bad or Grade.Risk) || this[word.Kind] == 0) continue;
            worst ??= word.Kind;
            count += this[word.Kind];
        }
        return worst is { } kind ? (count, kind) : null;
    }

    private void AddPromoted(Item item, bool isAway)
    {
        if (isAway) PromotedAway++;
        else PromotedAtHome++;
        if (item.Verdict.Kind != VerdictKind.Promoted || item.Position is null || item.SourcePosition is null) return;
        WritableTwice++;
        SourceWrites += item.SourceRate ?? 0;
        CopyWrites += item.Rate ?? 0;
    }

    private void AddCopy(bool isAway)
    {
        if (isAway) CopiesAway++;
        else CopiesAtHome++;
    }

    private void AddLag(in Lag lag)
    {
        if (lag.Operations is not { } operations)
        {
            AtLeast = true;
            Behind = null;
            return;
        }
        AnyLagKnown = true;
        AtLeast |= lag.AtLeast;
        Operations += operations;
        if (operations > 0) Affected++;
        Behind = lag.Behind is null || Behind is null ? null : lag.Behind > Behind ? lag.Behind : Behind;
    }
}
