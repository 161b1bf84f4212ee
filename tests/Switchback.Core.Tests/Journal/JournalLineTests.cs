using System.Buffers;
using System.Text;
using Switchback.Core.Journal;

namespace Switchback.Core.Tests.Journal;

public sealed class JournalLineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, 5, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Line_WrittenAndRead_IsTheSameEvent(int more)
    {
        var line = Write(more);

        Assert.True(JournalLine.TryRead(line, out var found, out _));

        Assert.Equal(more, found.More);
        Assert.Equal(
            new JournalEvent(1, Noon.ToUniversalTime(), "pair/\"ørders\"", 7, "noted", "anna", """{"a":[1,{"b":"}"}]}""", JournalHead.Start.Hash, found.Event.Hash),
            found.Event);
    }

    [Fact]
    public void Law11_EditedLine_AtAnyByte_IsRefused()
    {
        var line = Write(more: 1);

        for (var at = 0; at < line.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var edited = line.ToArray();
                edited[at] ^= (byte)(1 << bit);
                Assert.False(JournalLine.TryRead(edited, out _, out var why));
                Assert.NotEmpty(why);
            }
        }
    }

    [Fact]
    public void Law11_CutLine_AtAnyByte_IsRefused()
    {
        var line = Write(more: 0);

        for (var length = 0; length < line.Length; length++)
        {
            Assert.False(JournalLine.TryRead(line.AsSpan(0, length), out _, out _));
        }
    }

    [Fact]
    public void Law11_Line_WithAFittingHashButNoEvent_IsRefused()
    {
        foreach (var body in new[] { "", "{", "{\"sequence\":\"1\"", "{\"at\":1", "[1]", Encoding.UTF8.GetString(Write(0))[..60] })
        {
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(body)));

            Assert.False(JournalLine.TryRead(Encoding.UTF8.GetBytes($"{body},\"hash\":\"{hash}\"}}"), out _, out var why), body);
            Assert.NotEmpty(why);
        }
    }

    [Fact]
    public void Page_AboutTheFormat_PrintsLinesThatHold()
    {
        var chain = new JournalChain();
        foreach (var line in Architecture.Repository.Read("docs/journal.md").Split('\n').Where(line => line.StartsWith("{\"sequence\"", StringComparison.Ordinal)))
        {
            Assert.True(JournalLine.TryRead(Encoding.UTF8.GetBytes(line), out var found, out var why), why);
            Assert.Null(chain.Refuse(found.Event));
        }

        Assert.Equal(2, chain.Head.Sequence);
    }

    private static byte[] Write(int more)
    {
        var bytes = new ArrayBufferWriter<byte>();
        JournalLine.Write(bytes, JournalHead.Start, Noon, "pair/\"ørders\"", 7, new NewEvent("noted", "anna", """{"a":[1,{"b":"}"}]}"""), more);
        return bytes.WrittenSpan[..^1].ToArray();
    }
}
