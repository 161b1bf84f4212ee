using Switchback.Core.Journal;

namespace Switchback.Storage.Journal;

/// <summary>
/// Reads events one after the other for one reader, and checks each. Events that lie close together come from the disk in one go;
/// one that lies alone costs no more than its line.
/// </summary>
internal sealed class EventReader(Ledger ledger)
{
    private const int Together = 128 * 1024;

    /// <summary>Up to this distance it is cheaper to read what lies between than to ask again.</summary>
    private const int Near = 16 * 1024;

    private byte[] _buffer = [];
    private Segment? _segment;
    private long _from;
    private int _count;

    /// <exception cref="JournalDamagedException">It is not the one that was written.</exception>
    public JournalEvent Read(long sequence)
    {
        var (segment, start, length, safe) = ledger.Locate(sequence);
        if (segment != _segment || start < _from || start + length > _from + _count) Fill(segment, start, length, safe);

        var at = (int)(start - _from);
        if (at + length > _count || _buffer[at + length - 1] != '\n') throw Damaged("the event was cut off.");
        if (!JournalLine.TryRead(_buffer.AsSpan(at, length - 1), out var found, out var why)) throw Damaged(why);
        if (found.Event.Sequence != sequence) throw Damaged("another event stands here than was written.");
        return found.Event;

        JournalDamagedException Damaged(string because) => new(new Damage(segment.Name, sequence - segment.First + 1, because));
    }

    private void Fill(Segment segment, long start, int length, long safe)
    {
        var isNext = segment == _segment && start >= _from && start - (_from + _count) <= Near;
        var wanted = isNext ? (int)Math.Max(length, Math.Min(Together, safe - start)) : length;
        if (_buffer.Length < wanted) _buffer = new byte[wanted];
        (_segment, _from, _count) = (segment, start, 0);
        for (int more; _count < wanted && (more = segment.File.Read(start + _count, _buffer.AsSpan(_count, wanted - _count))) > 0;)
        {
            _count += more;
        }
    }
}
