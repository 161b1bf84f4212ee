namespace Switchback.Elasticsearch.Wire;

/// <summary>What a credential is and may. Asked with the credential in question.</summary>
public static class AccessRequests
{
    public static WireRequest WhoAmI(Power power) => new() { Method = HttpMethod.Get, Target = "/_security/_authenticate", Power = power };

    /// <summary>Privileges by name, single actions such as <c>indices:admin/open</c> included.</summary>
    public static WireRequest HasPrivileges(Power power, IReadOnlyCollection<string> cluster, IReadOnlyCollection<string> indices, IReadOnlyCollection<string> privileges) => new()
    {
        Method = HttpMethod.Post,
        Target = "/_security/user/_has_privileges",
        Power = power,
        Body = JsonBody.Of(body =>
        {
            body.Strings("cluster", cluster);
            body.WriteStartArray("index");
            if (indices.Count > 0 && privileges.Count > 0)
            {
                body.WriteStartObject();
                body.Strings("names", indices);
                body.Strings("privileges", privileges);
                body.WriteEndObject();
            }
            body.WriteEndArray();
        }),
    };
}
