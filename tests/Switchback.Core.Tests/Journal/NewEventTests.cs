using Switchback.Core.Journal;

namespace Switchback.Core.Tests.Journal;

public sealed class NewEventTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("{ \"a\" : [ 1 , 2 ] ,\r\n \"b\":\t1.50e2 }", """{"a":[1,2],"b":1.50e2}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":1,"a":2}""")]
    [InlineData("\"ø \\n \\u2028 <b>\"", "\"ø \\n \\u2028 <b>\"")]
    public void Data_AnyJson_BecomesOneLineOfTheSame(string data, string expected) =>
        Assert.Equal(expected, new NewEvent("noted", "anna", data).Data);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("\"\\ud800\"")]
    public void Data_NotJson_IsRefused(string data) =>
        Assert.Throws<ArgumentException>(() => new NewEvent("noted", "anna", data));

    [Theory]
    [InlineData("", "anna")]
    [InlineData("noted", " ")]
    public void Words_Blank_AreRefused(string kind, string who) =>
        Assert.Throws<ArgumentException>(() => new NewEvent(kind, who, "{}"));

    [Fact]
    public void Of_AnObject_IsCamelCaseAndReadable() =>
        Assert.Equal("""{"itemName":"ørders<1>","count":2}""", NewEvent.Of("noted", "anna", new { ItemName = "ørders<1>", Count = 2 }).Data);

    [Fact]
    public void ExpectedVersion_EachKind_AllowsWhatItSays()
    {
        Assert.True(ExpectedVersion.Any.Allows(0) && ExpectedVersion.Any.Allows(7));
        Assert.True(ExpectedVersion.New.Allows(0) && !ExpectedVersion.New.Allows(1));
        Assert.True(ExpectedVersion.Exactly(7).Allows(7) && !ExpectedVersion.Exactly(7).Allows(6) && !ExpectedVersion.Exactly(7).Allows(8));
    }
}
