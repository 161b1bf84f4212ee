namespace Switchback.Dashboard.Pages.Wall;

/// <summary>One page of the wall: a pair drawn large, some smaller beside it, quiet ones as lines below.</summary>
/// <param name="Large">Only on the first page: the worst.</param>
public sealed record WallLayout<T>(T? Large, IReadOnlyList<T> Tiles, IReadOnlyList<T> Lines);

/// <summary>
/// Deals pairs out to pages when they do not fit on one, and says which page is up. Nobody touches a wall: what does not fit has to
/// come round by itself, and the worst most often.
/// </summary>
public static class WallPages
{
    /// <summary>On the first page, beside and below the large one.</summary>
    public const int TilesBeside = 2;
    public const int LinesBelow = 3;

    /// <summary>On the others.</summary>
    public const int TilesAlone = 4;
    public const int LinesAlone = 10;

    /// <summary>Long enough to walk up and read.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(15);

    /// <param name="worstFirst">All pairs.</param>
    /// <param name="isQuiet">Whether a line is enough for it.</param>
    public static IReadOnlyList<WallLayout<T>> Deal<T>(IReadOnlyList<T> worstFirst, Func<T, bool> isQuiet)
    {
        if (worstFirst.Count == 0) return [];
        var loud = new Queue<T>(worstFirst.Skip(1).Where(pair => !isQuiet(pair)));
        var quiet = new Queue<T>(worstFirst.Skip(1).Where(isQuiet));
        var pages = new List<WallLayout<T>> { new(worstFirst[0], Take(loud, TilesBeside), Take(quiet, LinesBelow)) };
        while (loud.Count > 0) pages.Add(new WallLayout<T>(default, Take(loud, TilesAlone), []));
        while (quiet.Count > 0) pages.Add(new WallLayout<T>(default, [], Take(quiet, LinesAlone)));
        return pages;
    }

    /// <summary>Which page is up: every other turn the first one, the others in order in between. Counted from the epoch, so two walls show the same.</summary>
    public static int UpNow(int pages, DateTimeOffset now)
    {
        if (pages < 2) return 0;
        var turn = now.ToUnixTimeSeconds() / (long)Turn.TotalSeconds;
        return turn % 2 == 0 ? 0 : 1 + (int)(turn / 2 % (pages - 1));
    }

    private static List<T> Take<T>(Queue<T> from, int most)
    {
        var taken = new List<T>();
        while (taken.Count < most && from.TryDequeue(out var next)) taken.Add(next);
        return taken;
    }
}
