using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Api;

/// <summary>
/// Entity tags from the snapshot's version and the question: whoever has the answer of this version is not sent it again. A life
/// of the app has a mark of its own, because versions begin anew with it.
/// </summary>
internal sealed class VersionTags
{
    private readonly string _life = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Writes the headers that every answer carries.</summary>
    /// <param name="also">What the answer depends on besides the snapshot and the address.</param>
    /// <returns>Whether the caller has this very answer already.</returns>
    public bool IsKnownTo(HttpContext context, FleetSnapshot snapshot, string also = "")
    {
        var request = context.Request;
        var asked = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n{also}")).AsSpan(0, 8));
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{_life}-{snapshot.Version}-{asked}\""));
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        // Kept by the asking program alone, and never used again unasked.
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        return request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
    }

    /// <summary>The answer, or 304 when the caller has it already.</summary>
    public IResult Answer<T>(HttpContext context, FleetSnapshot snapshot, Func<T> answer, string also = "") =>
        IsKnownTo(context, snapshot, also) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(answer());
}
