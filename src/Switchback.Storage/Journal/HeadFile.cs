using System.Globalization;
using System.Text;
using Switchback.Core.Journal;
using Switchback.Storage.Files;

namespace Switchback.Storage.Journal;

/// <summary>
/// The head beside the journal, on one line of fixed length: sequence and hash. A chain alone cannot show that its end was cut
/// off. It is written after the events are safe and never flushed on its own, so after a power cut it may be behind the journal
/// and is never ahead of it; ahead means that events were taken away.
/// </summary>
internal sealed class HeadFile(IDiskFile file) : IDisposable
{
    private const int Length = Digits + 1 + 64 + 1;

    private const int Digits = 18;

    private const int MostAgain = 100;

    /// <summary>
    /// The head that was kept; null when there is none that can be read. Another process may be writing it: what was read the same
    /// twice is no mixture of two.
    /// </summary>
    public JournalHead? Read()
    {
        var head = ReadOnce();
        for (var again = 0; again < MostAgain; again++)
        {
            var before = head;
            head = ReadOnce();
            if (head == before) break;
        }

        return head;
    }

    /// <summary>Best effort: the events are safe by now, and a head that stays behind does no harm.</summary>
    public void Write(JournalHead head, bool flush = false)
    {
        try
        {
            file.Write(0, Line(head));
            if (flush) file.Flush();
        }
        catch (Exception failed) when (DiskTrouble.IsDisk(failed))
        {
        }
    }

    /// <summary>For when the head has to be there before something else may be done.</summary>
    public void WriteSafely(JournalHead head)
    {
        file.Truncate(Length);
        file.Write(0, Line(head));
        file.Flush();
    }

    public void Dispose() => file.Dispose();

    private JournalHead? ReadOnce()
    {
        Span<byte> line = stackalloc byte[Length + 1];
        if (file.Length != Length || file.Read(0, line) != Length) return null;

        var text = Encoding.ASCII.GetString(line[..Length]);
        return text[Digits] == ' ' && text[^1] == '\n' && text[(Digits + 1)..^1].All(char.IsAsciiHexDigitLower)
            && long.TryParse(text.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && (sequence > 0 || text[(Digits + 1)..^1] == JournalHead.Start.Hash)
                ? new JournalHead(sequence, text[(Digits + 1)..^1])
                : null;
    }

    private static byte[] Line(JournalHead head) => Encoding.ASCII.GetBytes($"{head.Sequence.ToString("D18", CultureInfo.InvariantCulture)} {head.Hash}\n");
}
