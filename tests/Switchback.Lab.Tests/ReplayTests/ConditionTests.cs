using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class ConditionTests
{
    private const string Body =
        """{"n":2,"t":"text","ok":true,"none":null,"list":[{"id":"clusterB/new/${x}"}],"empty":[],"index.uuid":"u"}""";

    [Theory]
    [InlineData("""["n","=",2]""")]
    [InlineData("""["n","=",2.0]""")]
    [InlineData("""["ok","=",true]""")]
    [InlineData("""["empty","=",[]]""")]
    [InlineData("""["t","=","${word}"]""")]
    [InlineData("""["index.uuid","=","u"]""")]
    [InlineData("""["list/0/id","contains","new"]""")]
    [InlineData("""["list","contains","clusterB/new"]""")]
    [InlineData("""["t","!=","other"]""")]
    [InlineData("""["missing","!=","other"]""")]
    [InlineData("""["n",">=",2]""")]
    [InlineData("""["n",">=",1.5]""")]
    [InlineData("""["n","<",3]""")]
    [InlineData("""["none","there"]""")]
    [InlineData("""["missing/deep","absent"]""")]
    [InlineData("""["list/1","absent"]""")]
    [InlineData("""["#status","=",202]""")]
    [InlineData("""["#status",">=",200]""")]
    public void Holds_TheAnswerSaysSo_Yes(string condition) => Assert.True(Holds(condition));

    [Theory]
    [InlineData("""["n","=",3]""")]
    [InlineData("""["n","=","2"]""")]
    [InlineData("""["missing","=",2]""")]
    [InlineData("""["empty","=",[1]]""")]
    [InlineData("""["t","=","${other}"]""")]
    [InlineData("""["list","contains","clusterC"]""")]
    [InlineData("""["missing","contains","x"]""")]
    [InlineData("""["t","!=","text"]""")]
    [InlineData("""["n",">=",3]""")]
    [InlineData("""["t",">=",0]""")]
    [InlineData("""["missing",">=",0]""")]
    [InlineData("""["n","<",2]""")]
    [InlineData("""["missing","<",2]""")]
    [InlineData("""["missing","there"]""")]
    [InlineData("""["t","absent"]""")]
    [InlineData("""["#status","=",200]""")]
    public void Holds_TheAnswerSaysOtherwise_No(string condition) => Assert.False(Holds(condition));

    [Fact]
    public void Holds_NoJsonCame_OnlyTheStatusCanBeRead()
    {
        var answer = Some.Answer("<html>", status: 502);

        Assert.True(Condition.Read(Some.Json("""["#status","=",502]""")).Holds(answer, new Variables()));
        Assert.False(Condition.Read(Some.Json("""["n","there"]""")).Holds(answer, new Variables()));
    }

    [Fact]
    public void Read_AnUnknownOperator_Refuses() =>
        Assert.Throws<FormatException>(() => Condition.Read(Some.Json("""["n","~",2]""")));

    private static bool Holds(string condition)
    {
        var variables = new Variables();
        variables.Set("word", "text");
        variables.Set("other", "else");
        return Condition.Read(Some.Json(condition)).Holds(Some.Answer(Body, status: 202), variables);
    }
}
