using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>A request as it goes over the wire: variables filled in, the path encoded, the credential in its header.</summary>
/// <param name="Target">path and query, encoded</param>
/// <param name="Body">nothing, or the bytes with their content type</param>
public sealed record OutgoingRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, OutgoingBody? Body)
{
    private const string Authorization = "authorization";
    private const string ContentType = "content-type";

    private static readonly JsonSerializerOptions s_asJavaScriptWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static OutgoingRequest From(Step.Request step, Variables variables, string? superuser)
    {
        var headers = step.Headers.ToDictionary(
            header => header.Key, header => variables.Fill(header.Value), StringComparer.OrdinalIgnoreCase);
        if (!headers.ContainsKey(Authorization) && CredentialOf(step.As, superuser) is { } credential)
            headers[Authorization] = Sign(credential.Scheme, variables.Fill(credential.Secret));
        return new OutgoingRequest(
            step.Method, EncodeUri.Encode(variables.Fill(step.Path)), headers, BodyOf(step, headers, variables));
    }

    /// <summary>Every text of a step in which a variable may stand.</summary>
    public static IEnumerable<string> TextsOf(Step.Request step)
    {
        yield return step.Path;
        foreach (var header in step.Headers.Values)
            yield return header;
        if (step.As is Caller.User user)
            yield return user.Credential;
        if (step.As is Caller.ApiKey key)
            yield return key.Credential;
        if (step.Body is SentBody.Text text)
            yield return text.Value;
        if (step.Body is SentBody.Json json)
            yield return json.Value.GetRawText();
    }

    private static (string Scheme, string Secret)? CredentialOf(Caller caller, string? superuser) => caller switch
    {
        Caller.Superuser => superuser is null ? null : ("Basic", superuser),
        Caller.Nobody => null,
        Caller.User user => ("Basic", user.Credential),
        Caller.ApiKey key => ("ApiKey", key.Credential),
        _ => throw new InvalidOperationException($"no such caller: {caller}"),
    };

    private static string Sign(string scheme, string secret) => $"{scheme} {Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))}";

    private static OutgoingBody? BodyOf(Step.Request step, Dictionary<string, string> headers, Variables variables)
    {
        headers.Remove(ContentType, out var stated);
        return step.Body switch
        {
            SentBody.Nothing => null,
            SentBody.Json json => new OutgoingBody(
                variables.Fill(JsonSerializer.Serialize(json.Value, s_asJavaScriptWrites)), stated ?? MediaTypes.Json),
            SentBody.Text text => new OutgoingBody(variables.Fill(text.Value), stated ?? TextTypeFor(step.Path)),
            _ => throw new InvalidOperationException($"no such body: {step.Body}"),
        };
    }

    private static string TextTypeFor(string path)
    {
        var call = path.Split('?')[0];
        return call.EndsWith("/_bulk", StringComparison.Ordinal) || call.EndsWith("/_msearch", StringComparison.Ordinal)
            ? MediaTypes.JsonLines
            : MediaTypes.Json;
    }
}

public sealed record OutgoingBody(string Text, string ContentType)
{
    public HttpContent ToContent()
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        return content;
    }
}
