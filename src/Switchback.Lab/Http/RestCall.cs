using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Http;

/// <summary>A request on its way through one cluster: the route it took, its values, and who sent it.</summary>
public sealed class RestCall(Cluster cluster, LabRequest request, Route route, IReadOnlyDictionary<string, string> values)
{
    private IReadOnlyDictionary<string, string> _values = values;

    public Cluster Cluster { get; } = cluster;

    public LabRequest Request { get; } = request;

    public Route Route { get; } = route;

    /// <summary>Who sent it; null where security is off.</summary>
    public Security.Principal? User { get; init; }

    /// <summary>Answered as Warning headers.</summary>
    public List<string> Warnings { get; } = [];

    public string this[string name] => _values[name];

    public string? Value(string name) => _values.GetValueOrDefault(name);

    /// <summary>Security lets a wildcard stand for fewer indices than there are.</summary>
    public void Narrow(string name, string value) => _values = new Dictionary<string, string>(_values, StringComparer.Ordinal) { [name] = value };

    public bool Has(string parameter) => Request.Query.ContainsKey(parameter);

    public string? Query(string parameter) => Request.Query.GetValueOrDefault(parameter);

    public string Query(string parameter, string otherwise) => Request.Query.GetValueOrDefault(parameter) ?? otherwise;

    /// <summary>True for the bare name and for "true", as Elasticsearch reads flags; anything but true or false is refused.</summary>
    public bool Flag(string parameter, bool otherwise = false) => Query(parameter) switch
    {
        null => otherwise,
        "" or "true" => true,
        "false" => false,
        var other => throw Errors.IllegalArgument(
            $"Failed to parse value [{other}] as only [true] or [false] are allowed."),
    };

    public int Number(string parameter, int otherwise) => Query(parameter) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw Errors.IllegalArgument($"Failed to parse int parameter [{parameter}] with value [{text}]",
            new ElasticException(400, "number_format_exception", $"For input string: \"{text}\"") { IsForeign = true }),
    };

    public bool Human => Flag("human");

    public bool HasBody => Request.Body.Length > 0;

    /// <summary>The body as an object, or null where none was sent.</summary>
    public JsonObject? ReadObject() => HasBody ? Body.ReadObject(Request.Body) : null;

    public JsonObject RequireObject(string? missing = null) =>
        ReadObject() ?? throw Errors.Parse(missing ?? "request body is required");
}
