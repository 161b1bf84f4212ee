using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class EncodeUriTests
{
    // The right-hand sides are what a JavaScript engine's encodeURI answers.
    [Theory]
    [InlineData("/foo/_search?q=user:sultan&size=1", "/foo/_search?q=user:sultan&size=1")]
    [InlineData("/clusterA:*/_count", "/clusterA:*/_count")]
    [InlineData("/ba r/_ccr/follow", "/ba%20r/_ccr/follow")]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("/<x>|\"y\"\\^`{z}[1]", "/%3Cx%3E%7C%22y%22%5C%5E%60%7Bz%7D%5B1%5D")]
    [InlineData("/-_.!~*'();,/?:@&=+$#", "/-_.!~*'();,/?:@&=+$#")]
    [InlineData("/é€😀", "/%C3%A9%E2%82%AC%F0%9F%98%80")]
    [InlineData("/a\tb\n", "/a%09b%0A")]
    public void Encode_APathAsWritten_EncodesAsJavaScriptDoes(string path, string encoded) =>
        Assert.Equal(encoded, EncodeUri.Encode(path));
}
