namespace Switchback.Lab.Tests.Security;

/// <summary>What users and keys may do, and the 403 of each version.</summary>
public sealed class RightsTests : IAsyncLifetime
{
    private const string Viewer = """{"cluster":["monitor"],"indices":[{"names":["*"],"privileges":["monitor","view_index_metadata","read"]}]}""";

    private GuardedLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await GuardedLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("7.8.1", "action [cluster:admin/settings/update] is unauthorized for user [viewer]")]
    [InlineData("7.17", "action [cluster:admin/settings/update] is unauthorized for user [viewer] with roles [viewer], this action is granted by the cluster privileges [manage,all]")]
    [InlineData("8", "action [cluster:admin/settings/update] is unauthorized for user [viewer] with effective roles [viewer], this action is granted by the cluster privileges [manage,all]")]
    [InlineData("9", "action [cluster:admin/settings/update] is unauthorized for user [viewer] with effective roles [viewer], this action is granted by the cluster privileges [manage,all]")]
    public async Task Denial_OfAUser_InTheWordsOfTheVersion(string version, string reason)
    {
        await using var lab = await GuardedLab.StartAsync(version);
        var viewer = await lab.UserAsync("viewer", Viewer);

        var answer = await lab.SendAsync(viewer, "PUT /_cluster/settings", """{"persistent":{"cluster.remote.x.seeds":["127.0.0.1:9"]}}""");

        Assert.Equal((403, "security_exception", reason), (answer.Status, answer.Type, answer.Reason));
    }

    [Fact]
    public async Task Denial_OfAKey_NamesTheKeyAndItsOwner()
    {
        var key = await _lab.KeyAsync("""{"name":"k","role_descriptors":{"w":{"cluster":["monitor"],"index":[{"names":["*"],"privileges":["monitor"]}]}}}""");
        var id = key["ApiKey ".Length..].Split(':')[0];

        var answer = await _lab.SendAsync(key, "PUT /_cluster/settings", """{"persistent":{}}""");

        Assert.Equal((403, $"action [cluster:admin/settings/update] is unauthorized for API key id [{id}] of user [root]"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Key_OfSomebodyWithFewRights_HasNoMoreThanItsOwner()
    {
        var owner = await _lab.UserAsync("owner", """{"cluster":["monitor","manage_own_api_key"]}""");
        var made = await _lab.SendAsync(owner, "POST /_security/api_key", """{"name":"k","role_descriptors":{"all":{"cluster":["all"]}}}""");
        var key = $"ApiKey {made.TextAt("id")}:{made.TextAt("api_key")}";

        Assert.Equal(200, (await _lab.SendAsync(key, "GET /_license")).Status);
        Assert.Equal(403, (await _lab.SendAsync(key, "PUT /_security/role/x", "{}")).Status);
    }

    [Fact]
    public async Task Role_Changed_CountsFromTheNextRequestOn()
    {
        var user = await _lab.UserAsync("operator", """{"cluster":["monitor"]}""");

        Assert.Equal(200, (await _lab.SendAsync(user, "GET /_license")).Status);
        Assert.Equal("""{"role":{"created":false}}""", (await _lab.SendAsync(GuardedLab.Root, "PUT /_security/role/operator", """{"cluster":[]}""")).Text);
        Assert.Equal(403, (await _lab.SendAsync(user, "GET /_license")).Status);
    }

    [Fact]
    public async Task HasPrivileges_Mixed_AnswersEachAlone()
    {
        var user = await _lab.UserAsync("operator", """{"cluster":["monitor","manage_ccr"],"indices":[{"names":["bar","logs-*"],"privileges":["manage_follow_index","monitor"]}]}""");

        var answer = await _lab.SendAsync(user, "POST /_security/user/_has_privileges", """
            {"cluster":["monitor","manage_ccr","manage","cluster:admin/xpack/ccr/pause_follow"],
             "index":[{"names":["bar","logs-x","logs-*","other","*"],"privileges":["manage_follow_index","manage","indices:admin/close"]}]}
            """);

        var follows = """{"indices:admin/close":true,"manage":false,"manage_follow_index":true}""";
        var nothing = """{"indices:admin/close":false,"manage":false,"manage_follow_index":false}""";
        Assert.Equal($$$"""
            {"username":"operator","has_all_requested":false,"cluster":{"cluster:admin/xpack/ccr/pause_follow":true,"manage":false,"manage_ccr":true,"monitor":true},"index":{"*":{{{nothing}}},"bar":{{{follows}}},"logs-*":{{{follows}}},"logs-x":{{{follows}}},"other":{{{nothing}}}},"application":{}}
            """, answer.Text);
    }

    [Theory]
    [InlineData("all", "monitor", true)]
    [InlineData("all", "manage_security", true)]
    [InlineData("manage", "monitor", true)]
    [InlineData("manage", "manage_ccr", false)]
    [InlineData("manage", "manage_security", false)]
    [InlineData("manage", "all", false)]
    [InlineData("manage_security", "manage_own_api_key", true)]
    [InlineData("manage_ilm", "read_ilm", true)]
    [InlineData("monitor", "read_ccr", false)]
    [InlineData("manage_ccr", "read_ccr", true)]
    [InlineData("none", "monitor", false)]
    public async Task HasPrivileges_OneClusterPrivilege_ImpliesAnother(string held, string asked, bool expected)
    {
        var user = await _lab.UserAsync("someone", $$"""{"cluster":["{{held}}"]}""");

        var answer = await _lab.SendAsync(user, "POST /_security/user/_has_privileges", $$"""{"cluster":["{{asked}}"]}""");

        Assert.Equal(expected, (bool)answer.At($"cluster/{asked}")!);
    }

    [Theory]
    [InlineData("manage", "indices:admin/open", true)]
    [InlineData("manage", "manage_follow_index", true)]
    [InlineData("manage_follow_index", "indices:admin/open", false)]
    [InlineData("manage_follow_index", "indices:admin/close", true)]
    [InlineData("write", "index", true)]
    [InlineData("index", "write", false)]
    [InlineData("write", "create_doc", true)]
    [InlineData("read", "indices:data/read/xpack/ccr/shard_changes", true)]
    [InlineData("monitor", "view_index_metadata", false)]
    [InlineData("all", "manage_leader_index", true)]
    public async Task HasPrivileges_OneIndexPrivilege_ImpliesAnother(string held, string asked, bool expected)
    {
        var user = await _lab.UserAsync("someone", $$"""{"indices":[{"names":["foo"],"privileges":["{{held}}"]}]}""");

        var answer = await _lab.SendAsync(user, "POST /_security/user/_has_privileges", $$"""{"index":[{"names":["foo"],"privileges":["{{asked}}"]}]}""");

        Assert.Equal(expected, answer.At("index")!["foo"]![asked]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("PUT /_security/role/x", """{"cluster":["nope"]}""", 400, "illegal_argument_exception", "unknown cluster privilege [nope]. a privilege must be either one of the predefined cluster privilege names [")]
    [InlineData("PUT /_security/role/x", """{"indices":[{"names":["a"],"privileges":["nope"]}]}""", 400, "illegal_argument_exception", "unknown index privilege [nope].")]
    [InlineData("PUT /_security/role/x", """{"nope":[]}""", 400, "parse_exception", "failed to parse role [x]. unexpected field [nope]")]
    [InlineData("PUT /_security/role/superuser", "{}", 400, "illegal_argument_exception", "role [superuser] is reserved and cannot be modified.")]
    [InlineData("PUT /_security/user/x", """{"roles":[]}""", 400, "validation_exception", "Validation Failed: 1: password must be specified unless you are updating an existing user;")]
    [InlineData("PUT /_security/user/x", """{"password":"longenough"}""", 400, "action_request_validation_exception", "Validation Failed: 1: roles are missing;")]
    [InlineData("PUT /_security/user/x", """{"password":"short","roles":[]}""", 400, "action_request_validation_exception", "Validation Failed: 1: passwords must be at least [6] characters long;")]
    [InlineData("POST /_security/user/_has_privileges", "{}", 400, "action_request_validation_exception", "Validation Failed: 1: must specify at least one privilege;")]
    [InlineData("POST /_security/api_key", "{}", 400, "action_request_validation_exception", "Validation Failed: 1: name is required;")]
    public async Task Call_Unusable_Refused(string call, string body, int status, string type, string reason)
    {
        var answer = await _lab.SendAsync(GuardedLab.Root, call, body);

        Assert.Equal((status, type), (answer.Status, answer.Type));
        Assert.StartsWith(reason, answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UserAndRole_WrittenReadAndDeleted_ComeBackAsWritten()
    {
        await _lab.UserAsync("viewer", Viewer);

        Assert.Equal("""{"viewer":{"username":"viewer","roles":["viewer"],"full_name":null,"email":null,"metadata":{},"enabled":true}}""",
            (await _lab.SendAsync(GuardedLab.Root, "GET /_security/user/viewer")).Text);
        Assert.Equal("""{"viewer":{"cluster":["monitor"],"indices":[{"names":["*"],"privileges":["monitor","view_index_metadata","read"],"allow_restricted_indices":false}],"applications":[],"run_as":[],"metadata":{},"transient_metadata":{"enabled":true}}}""",
            (await _lab.SendAsync(GuardedLab.Root, "GET /_security/role/viewer")).Text);
        Assert.Equal((200, """{"found":true}"""), Pair(await _lab.SendAsync(GuardedLab.Root, "DELETE /_security/user/viewer")));
        Assert.Equal((404, """{"found":false}"""), Pair(await _lab.SendAsync(GuardedLab.Root, "DELETE /_security/user/viewer")));
        Assert.Equal((404, "{}"), Pair(await _lab.SendAsync(GuardedLab.Root, "GET /_security/user/viewer")));
        Assert.Equal((200, """{"found":true}"""), Pair(await _lab.SendAsync(GuardedLab.Root, "DELETE /_security/role/viewer")));
        Assert.Equal((404, "{}"), Pair(await _lab.SendAsync(GuardedLab.Root, "GET /_security/role/viewer")));

        static (int, string) Pair(Running.Answer answer) => (answer.Status, answer.Text);
    }

    [Fact]
    public async Task CrossClusterKey_Made_DescribesItsAccessAndDoesNotSignInOverHttp()
    {
        await using var lab = await GuardedLab.StartAsync("9");

        var made = await lab.SendAsync(GuardedLab.Root, "POST /_security/cross_cluster/api_key",
            """{"name":"for-b","access":{"replication":[{"names":["foo*"]}]},"expiration":"1d"}""");

        Assert.Equal(["id", "name", "expiration", "api_key", "encoded"], made.Json!.AsObject().Select(field => field.Key));
        var listed = await lab.SendAsync(GuardedLab.Root, $"GET /_security/api_key?id={made.TextAt("id")}");
        Assert.Equal("cross_cluster", listed.TextAt("api_keys/0/type"));
        Assert.Equal("""{"replication":[{"names":["foo*"]}]}""", listed.At("api_keys/0/access")!.ToJsonString());
        Assert.Equal(401, (await lab.SendAsync($"ApiKey {made.TextAt("id")}:{made.TextAt("api_key")}", "GET /")).Status);
    }
}
