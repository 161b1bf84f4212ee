using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Licences;

/// <summary><c>_license</c>: what it is, and the two that anybody may start.</summary>
public static class LicenceCalls
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_license", "cluster:monitor/xpack/license/get", Get) { Parameters = ["local", "accept_enterprise", "master_timeout"] },
        new("PUT", "/_license", "cluster:admin/xpack/license/put", Put) { Parameters = ["acknowledge", "master_timeout", "timeout"] },
        new("POST", "/_license", "cluster:admin/xpack/license/put", Put) { Parameters = ["acknowledge", "master_timeout", "timeout"] },
        new("DELETE", "/_license", "cluster:admin/xpack/license/delete", DeleteAsync) { Parameters = ["master_timeout", "timeout"] },
        new("GET", "/_license/trial_status", "cluster:admin/xpack/license/trial_status", TrialStatus),
        new("GET", "/_license/basic_status", "cluster:admin/xpack/license/basic_status", BasicStatus),
        new("POST", "/_license/start_trial", "cluster:admin/xpack/license/start_trial", StartTrialAsync) { Parameters = ["acknowledge", "type", "master_timeout"] },
        new("POST", "/_license/start_basic", "cluster:admin/xpack/license/start_basic", StartBasicAsync) { Parameters = ["acknowledge", "master_timeout", "timeout"] },
    ];

    private static Task<LabResponse> Get(RestCall call)
    {
        var licence = call.Cluster.Licence.Current;
        var json = new JsonObject
        {
            ["status"] = licence.Expires <= call.Cluster.NowMillis ? "expired" : "active",
            ["uid"] = licence.Uid,
            ["type"] = licence.Type.Name,
            ["issue_date"] = Date(licence.Issued),
            ["issue_date_in_millis"] = licence.Issued,
        };
        if (licence.Expires is { } expires)
        {
            json["expiry_date"] = Date(expires);
            json["expiry_date_in_millis"] = expires;
        }
        json["max_nodes"] = licence.MaxNodes;
        if (call.Cluster.Profile.LicenceNamesResourceUnits) json["max_resource_units"] = null;
        json["issued_to"] = licence.IssuedTo;
        json["issuer"] = licence.Issuer;
        json["start_date_in_millis"] = licence.Starts;
        return Task.FromResult(new LabResponse { Status = 200, Json = new JsonObject { ["license"] = json }, Pretty = true });
    }

    // Licences that somebody issued are signed with a key that only Elastic has; nothing else is valid.
    private static Task<LabResponse> Put(RestCall call)
    {
        var body = call.RequireObject("The license must be provided in the request body");
        if (body["license"] is not JsonObject && body["licenses"] is not JsonArray { Count: > 0 })
            throw new ElasticException(400, "exception", "failed to parse licenses expected [license] or [licenses] field");
        return Task.FromResult(LabResponse.Ok(new JsonObject { ["acknowledged"] = true, ["license_status"] = "invalid" }));
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        await call.Cluster.Master.UpdateAsync(() => call.Cluster.Licence.Change(LicenceType.Basic));
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> TrialStatus(RestCall call) =>
        Task.FromResult(LabResponse.Ok(new JsonObject { ["eligible_to_start_trial"] = !call.Cluster.Licence.TrialUsed }));

    private static Task<LabResponse> BasicStatus(RestCall call) =>
        Task.FromResult(LabResponse.Ok(new JsonObject { ["eligible_to_start_basic"] = call.Cluster.Licence.Current.Type != LicenceType.Basic }));

    private static async Task<LabResponse> StartTrialAsync(RestCall call)
    {
        if (!call.Flag("acknowledge"))
            return LabResponse.Ok(Unacknowledged("trial_was_started", LicenceMessages.TrialHeader, LicenceMessages.ToTrial));
        if (call.Cluster.Licence.TrialUsed)
        {
            return LabResponse.Of(403, new JsonObject
            {
                ["acknowledged"] = true,
                ["trial_was_started"] = false,
                ["error_message"] = "Operation failed: Trial was already activated.",
            });
        }
        var type = call.Query("type", "trial");
        if (LicenceType.Find(type) != LicenceType.Trial)
            throw Errors.IllegalArgument($"Cannot start trial of type [{type}]. Valid trial types are [trial].");
        await call.Cluster.Master.UpdateAsync(() => call.Cluster.Licence.Change(LicenceType.Trial));
        return LabResponse.Ok(new JsonObject { ["acknowledged"] = true, ["trial_was_started"] = true, ["type"] = type });
    }

    private static async Task<LabResponse> StartBasicAsync(RestCall call)
    {
        var current = call.Cluster.Licence.Current.Type;
        if (current == LicenceType.Basic)
        {
            return LabResponse.Of(403, new JsonObject
            {
                ["acknowledged"] = true,
                ["basic_was_started"] = false,
                ["error_message"] = "Operation failed: Current license is basic.",
            });
        }
        if (!call.Flag("acknowledge"))
            return LabResponse.Ok(Unacknowledged("basic_was_started", LicenceMessages.BasicHeader, LicenceMessages.ToBasic));
        await call.Cluster.Master.UpdateAsync(() => call.Cluster.Licence.Change(LicenceType.Basic));
        return LabResponse.Ok(new JsonObject { ["acknowledged"] = true, ["basic_was_started"] = true });
    }

    private static JsonObject Unacknowledged(string field, string header, IEnumerable<(string Feature, string[] Messages)> messages)
    {
        var acknowledge = new JsonObject { ["message"] = header };
        foreach (var (feature, texts) in messages) acknowledge[feature] = new JsonArray([.. texts.Select(text => (JsonNode)text)]);
        return new JsonObject
        {
            ["acknowledged"] = false,
            [field] = false,
            ["error_message"] = "Operation failed: Needs acknowledgement.",
            ["acknowledge"] = acknowledge,
        };
    }

    private static string Date(long millis) =>
        DateTimeOffset.FromUnixTimeMilliseconds(millis).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
