using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads <c>GET /</c> and decides whether this is a server we work with. The fault's sentence says what to do.</summary>
internal static class IdentityReader
{
    private const string Tagline = "You Know, for Search";

    public static Answer<ServerIdentity> Read(ReadOnlyMemory<byte> body, string? product, string address) =>
        JsonAt.Read<Answer<ServerIdentity>>(body, root => Judge(root, product, address));

    private static Answer<ServerIdentity> Judge(JsonAt root, string? product, string address)
    {
        var version = root.Find("version");
        if (version is not { IsObject: true } at || at.Find("number") is null)
            return No($"{address} answers with JSON, but not as Elasticsearch does. Check host and port; a Kibana or another service may listen there.");
        if (at.TextOrNull("distribution") is { } distribution)
            return No($"{address} is {distribution}, not Elasticsearch: cross-cluster replication as Switchback drives it does not exist there.");
        var text = at.Text("number");
        if (ServerVersion.Parse(text) is not { } number)
            return No($"{address} gives '{Shorten(text)}' as its version, which is no Elasticsearch version.");
        if (number < Wire.Since.Accepted)
            return No($"{address} is Elasticsearch {number}: Switchback needs {Wire.Since.Accepted} or newer. Upgrade the cluster first.");
        if (number >= Wire.Since.ProductHeader && product != "Elasticsearch")
            return No($"{address} says it is Elasticsearch {number} but does not send X-elastic-product: another product stands there, or a gateway removes the header.");
        if (root.TextOrNull("tagline") != Tagline)
            return No($"{address} does not introduce itself as Elasticsearch: its tagline is another one.");
        var flavor = at.TextOrNull("build_flavor") ?? "";
        if (number < Wire.Since.ProductHeader && flavor is not "default")
            return No($"{address} is Elasticsearch {number} of the flavour '{Shorten(flavor)}', which has no cross-cluster replication: the default distribution is needed.");
        if (flavor == "serverless")
            return No($"{address} is Elasticsearch Serverless, which has no cross-cluster replication.");
        var uuid = root.Text("cluster_uuid");
        return new Answer<ServerIdentity>.Success(
            new ServerIdentity(root.Text("name"), root.Text("cluster_name"), uuid == "_na_" ? null : uuid, number, text, flavor));
    }

    private static Answer<ServerIdentity> No(string sentence) => new Fault.NotElasticsearch(sentence);

    private static string Shorten(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
