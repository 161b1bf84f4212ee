using Switchback.Lab.Clusters;

namespace Switchback.Lab.Http;

/// <summary>How long a request's first line and its headers may be (contract 0.36).</summary>
public static class RequestLimits
{
    private const int LongestLine = 4096;

    public static void Check(LabRequest request, Profile profile)
    {
        if (request.Method.Length + 1 + request.Target.Length + " HTTP/1.1".Length > LongestLine)
            throw new ElasticException(400, profile.TooLongLine, $"An HTTP line is larger than {LongestLine} bytes.");
        var headers = request.Headers.Sum(header => header.Key.Length + ": ".Length + header.Value.Length);
        if (headers > profile.LongestHeaders)
            throw new ElasticException(400, profile.TooLongHeaders, $"HTTP header is larger than {profile.LongestHeaders} bytes.");
    }
}
