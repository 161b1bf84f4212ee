namespace Switchback.Core.Journal;

/// <summary>Goes along the events from the first and says of each whether it is the one that has to come next.</summary>
public sealed class JournalChain
{
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);

    /// <summary>The last event that fitted.</summary>
    public JournalHead Head { get; private set; } = JournalHead.Start;

    /// <summary>Null when the event fits, and then it is the head; otherwise what is wrong.</summary>
    public string? Refuse(JournalEvent next)
    {
        if (next.Sequence != Head.Sequence + 1)
        {
            return $"event {next.Sequence} stands where event {Head.Sequence + 1} belongs: events are missing, moved or doubled.";
        }

        if (next.PreviousHash != Head.Hash)
        {
            return $"event {next.Sequence} was not written after the event before it as that is now: one of the two was changed.";
        }

        var version = _versions.GetValueOrDefault(next.Stream) + 1;
        if (next.Version != version)
        {
            return $"event {next.Sequence} is version {next.Version} of {next.Stream} where version {version} belongs.";
        }

        _versions[next.Stream] = version;
        Head = new JournalHead(next.Sequence, next.Hash);
        return null;
    }
}
