using System.Text;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Faults;

/// <summary>How an exchange ended: an answer, and whether the connection breaks off (after so many bytes of it).</summary>
public sealed record Exchange(WireResponse? Response, bool Breaks = false)
{
    public static readonly Exchange BrokenOff = new(null, Breaks: true);
}

/// <summary>Lets one request through a cluster, with whatever the rules have in store for it. Runs on the loop.</summary>
public sealed class FaultyAnswer(Cluster cluster)
{
    public async Task<Exchange> AnswerAsync(LabRequest request)
    {
        var fault = cluster.Lab.RequestFaults.Take(cluster.Name, request.Method, request.Path);
        if (fault is { Moment: FaultMoment.Before })
        {
            if (fault.Kind != FaultKind.Delay) return Spoil(fault, null);
            await cluster.Runtime.Delay(fault.Delay);
        }
        var response = await cluster.Rest.HandleAsync(request);
        if (fault is not { Moment: FaultMoment.After }) return new Exchange(response);
        if (fault.Kind != FaultKind.Delay) return Spoil(fault, response);
        await cluster.Runtime.Delay(fault.Delay);
        return new Exchange(response);
    }

    private Exchange Spoil(RequestFault fault, WireResponse? response) => fault.Kind switch
    {
        FaultKind.Drop => Exchange.BrokenOff,
        FaultKind.Garbage => new Exchange(new WireResponse(200, Json(), Encoding.UTF8.GetBytes("<html>\u0000{\"took\":"))),
        FaultKind.Truncate when response is not null => new Exchange(response with { Body = response.Body[..(response.Body.Length / 2)] }, Breaks: true),
        FaultKind.Truncate => new Exchange(new WireResponse(200, Json(), Encoding.UTF8.GetBytes("{\"")), Breaks: true),
        _ => new Exchange(Fail(fault)),
    };

    private WireResponse Fail(RequestFault fault)
    {
        var body = ErrorBody.Of(new ElasticException(fault.Status, fault.Type, fault.Reason)).ToJsonString();
        var headers = Json();
        if (fault.RetryAfter is { } after) headers.Add(new("Retry-After", after));
        return new WireResponse(fault.Status, headers, Encoding.UTF8.GetBytes(body));
    }

    private List<KeyValuePair<string, string>> Json()
    {
        var headers = new List<KeyValuePair<string, string>> { new("Content-Type", cluster.Profile.JsonContentType) };
        if (cluster.Profile.HasProductHeader) headers.Add(new("X-elastic-product", "Elasticsearch"));
        return headers;
    }
}
