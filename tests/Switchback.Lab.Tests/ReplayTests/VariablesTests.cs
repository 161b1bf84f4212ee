using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class VariablesTests
{
    [Fact]
    public void Fill_KnownAndUnknownNames_FillsTheKnown()
    {
        var variables = new Variables();
        variables.Set("a_transport", "127.0.0.1:9300");

        Assert.Equal("[127.0.0.1:9300] and ${other} 127.0.0.1:9300", variables.Fill("[${a_transport}] and ${other} ${a_transport}"));
    }

    [Fact]
    public void Fill_AValueThatLooksLikeAVariable_StaysAsItIs()
    {
        var variables = new Variables();
        variables.Set("a", "${b}");
        variables.Set("b", "no");

        Assert.Equal("${b}", variables.Fill("${a}"));
    }

    [Fact]
    public void Set_TheSameNameAgain_TheLastValueCounts()
    {
        var variables = new Variables();
        variables.Set("uuid", "old");
        variables.Set("uuid", "new");

        Assert.Equal("new", variables.Fill("${uuid}"));
    }

    [Fact]
    public void MissingIn_SomeNamesHaveNoValue_NamesThemOnce()
    {
        var variables = new Variables();
        variables.Set("a", "1");

        Assert.Equal(["b", "c"], variables.MissingIn("${a} ${b} ${c} ${b} $d {e}"));
    }

    [Fact]
    public void AreAlike_OneValueHoldsAnother_TellsBothFromOtherIds()
    {
        var variables = new Variables();
        variables.Set("short", "nGX9");
        variables.Set("long", "nGX9qsAjTkWnDKcrX7kVqA");
        variables.Set("same", "nGX9qsAjTkWnDKcrX7kVqA");
        var texts = new Texts(RecordingFiles.ReadRules(), variables);

        Assert.True(texts.AreAlike("${short} ${long} ${same}", "nGX9 nGX9qsAjTkWnDKcrX7kVqA nGX9qsAjTkWnDKcrX7kVqA"));
        Assert.False(texts.AreAlike("${short} ${long}", "nGX9 e5lb8f3bScmsjkPX4CI8HQ"));
        Assert.True(texts.AreAlike("${short} e5lb8f3bScmsjkPX4CI8HQ", "nGX9 MO4ma1PyTXWZf6rEBHOtZA"));
    }
}
