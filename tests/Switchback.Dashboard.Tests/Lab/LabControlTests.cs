using System.Net;
using Switchback.Dashboard.Rehearsal;
using Switchback.Dashboard.Rehearsal.Control;

namespace Switchback.Dashboard.Tests.Lab;

/// <summary>Two ports of one lab, the first of which hangs up in the middle: its cluster has just been stopped.</summary>
public sealed class LabControlTests
{
    private readonly ClosingPort _ports = new(closing: 1);

    [Fact]
    public async Task Reading_CutOffByAPortThatCloses_IsHadFromTheNext()
    {
        Assert.IsType<LabAnswer.Done>(await Control(1, 2).GetAsync("/links", TestContext.Current.CancellationToken));
        Assert.Equal([1, 2], _ports.Asked);
    }

    [Fact]
    public async Task Reading_CutOffEverywhere_SaysThatTheConnectionBrokeOff()
    {
        var answer = Assert.IsType<LabAnswer.Unclear>(await Control(1).GetAsync("/links", TestContext.Current.CancellationToken));

        Assert.StartsWith("The connection to port 1 broke off", answer.Why);
    }

    [Fact]
    public async Task Change_CutOff_IsNotSentTwice()
    {
        Assert.IsType<LabAnswer.Unclear>(await Control(1, 2).PostAsync("/reset"));
        Assert.Equal([1], _ports.Asked);
    }

    private LabControl Control(params int[] ports) => new([.. ports.Select(port => new LabAddress($"cluster{port}", port))], new HttpClient(_ports), TimeProvider.System);

    private sealed class ClosingPort(int closing) : HttpMessageHandler
    {
        public List<int> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.Port);
            return request.RequestUri.Port == closing
                ? Task.FromException<HttpResponseMessage>(new HttpRequestException("The response ended prematurely."))
                : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") });
        }
    }
}
