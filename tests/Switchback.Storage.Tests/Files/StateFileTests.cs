using Switchback.Storage.Files;
using Switchback.Storage.Tests.Support;

namespace Switchback.Storage.Tests.Files;

public sealed class StateFileTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly string _path;

    public StateFileTests() => _path = _folder.PathOf("positions.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Set_OftenWithinAPeriod_WritesTheFirstAtOnceAndTheLastWhenThePeriodIsOver()
    {
        using var file = Open();

        file.Set(new Positions(1));
        _clock.Advance(TimeSpan.Zero);
        Assert.Equal(1, OnDisk());

        file.Set(new Positions(2));
        _clock.Advance(TimeSpan.FromSeconds(4));
        file.Set(new Positions(3));
        _clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.Equal(1, OnDisk());
        Assert.Equal(3, file.Value!.Last);

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(3, OnDisk());
        Assert.Equal(["positions.json"], _folder.Names("*"));
    }

    [Fact]
    public void Dispose_WithAValueThatWaits_WritesIt()
    {
        var file = Open();
        file.Set(new Positions(1));
        _clock.Advance(TimeSpan.Zero);
        file.Set(new Positions(2));

        file.Dispose();

        Assert.Equal(2, OnDisk());
        Assert.Throws<ObjectDisposedException>(() => file.Set(new Positions(3)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"last\":")]
    [InlineData("\0\0\0\0")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    public void Open_OfAFileThatMakesNoSense_SetsItAsideAndSaysSo(string content)
    {
        File.WriteAllText(_path, content);

        using var file = Open();

        Assert.Null(file.Value);
        Assert.Contains("makes no sense and is kept as", file.Note);
        Assert.Equal(content, File.ReadAllText(_folder.PathOf("positions-20261121-103000.unreadable")));
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void Open_AfterAStopInTheMiddleOfAWrite_HasTheOldValue()
    {
        using (var file = Open())
        {
            file.Set(new Positions(1));
        }

        File.WriteAllText(_path + ".new", "{\"La");

        using var again = Open();

        Assert.Equal((1, null), (again.Value!.Last, again.Note));
        Assert.Equal(["positions.json"], _folder.Names("*"));
    }

    [Fact]
    public void Write_ThatFails_IsToldAndTriedAgainAfterThePeriod()
    {
        Directory.CreateDirectory(_path);
        using var file = Open();

        file.Set(new Positions(1));
        _clock.Advance(TimeSpan.Zero);
        Assert.Contains("Not saved", file.Trouble);

        Directory.Delete(_path);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(file.Trouble);
        Assert.Equal(1, OnDisk());
    }

    private StateFile<Positions> Open() => StateFile<Positions>.Open(_path, _clock);

    private long OnDisk()
    {
        using var copy = StateFile<Positions>.Open(_path, new HandClock());
        return copy.Value!.Last;
    }

    private sealed record Positions(long Last);
}
