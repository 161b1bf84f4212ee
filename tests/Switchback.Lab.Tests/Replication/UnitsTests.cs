using Switchback.Lab.Http;
using Switchback.Lab.Units;

namespace Switchback.Lab.Tests.Replication;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("1024k", "1024kb", 1048576)]
    [InlineData("32MB", "32mb", 33554432)]
    [InlineData("1 gb", "1gb", 1073741824)]
    [InlineData("12b", "12b", 12)]
    [InlineData("0", "0b", 0)]
    [InlineData("1.5kb", "1536b", 1536)]
    [InlineData("9223372036854775807b", "9223372036854775807b", long.MaxValue)]
    [InlineData("-1", "-1b", -1)]
    public void ByteSize_KeepsTheUnitItWasGivenIn(string given, string shown, long bytes)
    {
        var size = ByteSize.Parse("x", given);

        Assert.Equal((shown, bytes), (size.ToString(), size.Bytes));
    }

    [Theory]
    [InlineData("12", "failed to parse setting [x] with value [12] as a size in bytes: unit is missing or unrecognized")]
    [InlineData("12q", "failed to parse setting [x] with value [12q] as a size in bytes: unit is missing or unrecognized")]
    [InlineData("9223372036854775807gb", "failed to parse setting [x] with value [9223372036854775807gb] as a size in bytes")]
    [InlineData("onemb", "failed to parse [onemb]")]
    public void ByteSize_Unreadable_IsAParseException(string given, string reason)
    {
        var e = Assert.Throws<ElasticException>(() => ByteSize.Parse("x", given));
        Assert.Equal(("parse_exception", reason), (e.Type, e.Reason));
    }

    [Theory]
    [InlineData("90s", "90s", 90_000)]
    [InlineData("1m", "1m", 60_000)]
    [InlineData("500ms", "500ms", 500)]
    [InlineData("2h", "2h", 7_200_000)]
    [InlineData("1D", "1d", 86_400_000)]
    [InlineData("5000micros", "5000micros", 5)]
    [InlineData("3000000nanos", "3000000nanos", 3)]
    [InlineData("-1", "-1", -1)]
    public void TimeText_KeepsTheUnitItWasGivenIn(string given, string shown, long millis)
    {
        var time = TimeText.Parse("x", given);

        Assert.Equal((shown, millis), (time.ToString(), time.Millis));
    }

    [Theory]
    [InlineData("5", "failed to parse setting [x] with value [5] as a time value: unit is missing or unrecognized")]
    [InlineData("5M", "failed to parse setting [x] with value [5M] as a time value: unit is missing or unrecognized")]
    [InlineData("1.5s", "failed to parse [1.5s], fractional time values are not supported")]
    [InlineData("xs", "failed to parse [xs]")]
    [InlineData("-5s", "failed to parse setting [x] with value [-5s] as a time value: negative durations are not supported")]
    public void TimeText_Unreadable_IsAnIllegalArgument(string given, string reason)
    {
        var e = Assert.Throws<ElasticException>(() => TimeText.Parse("x", given));
        Assert.Equal(("illegal_argument_exception", reason), (e.Type, e.Reason));
    }

    [Theory]
    [InlineData(0, "0b")]
    [InlineData(1023, "1023b")]
    [InlineData(1536, "1.5kb")]
    [InlineData(2097152, "2mb")]
    [InlineData(2097151, "1.9mb")]
    public void Human_Bytes(long bytes, string shown) => Assert.Equal(shown, Human.Bytes(bytes));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(46, "46ms")]
    [InlineData(1999, "1.9s")]
    [InlineData(60_000, "1m")]
    [InlineData(-1, "-1")]
    public void Human_Millis(long millis, string shown) => Assert.Equal(shown, Human.Millis(millis));
}
