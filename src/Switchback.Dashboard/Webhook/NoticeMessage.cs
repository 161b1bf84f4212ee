using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchback.Dashboard.Webhook;

/// <summary>A notice as it goes over the wire (docs/off-host.md). Pure.</summary>
public static class NoticeMessage
{
    public const string IdHeader = "Switchback-Id";
    public const string TimestampHeader = "Switchback-Timestamp";
    public const string SignatureHeader = "Switchback-Signature";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Body(Notice notice, Uri pages) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            notice.Id,
            notice.Kind,
            notice.Run,
            Pair = notice.Pairs.Count == 1 ? notice.Pairs[0] : null,
            notice.Pairs,
            notice.Words,
            Link = $"{pages.AbsoluteUri.TrimEnd('/')}/runs/{Uri.EscapeDataString(notice.Run)}",
            notice.PlanHash,
            notice.Asked,
            notice.Until,
        },
        Json);

    /// <summary>The time is signed with the body, so that a message that was overheard cannot be played again later.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        return "v1=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    public static HttpRequestMessage Request(Uri url, Notice notice, Uri pages, string secret, DateTimeOffset now)
    {
        var body = Body(notice, pages);
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        request.Headers.Add(IdHeader, notice.Id);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, Sign(secret, timestamp, body));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Switchback", null));
        return request;
    }
}
