namespace Switchback.Lab.Licences;

/// <summary>What a change of licence asks people to have read.</summary>
public static class LicenceMessages
{
    public const string TrialHeader =
        "This API initiates a free 30-day trial for all platinum features. By starting this trial, you agree that it is subject to the terms and conditions at"
        + " https://www.elastic.co/legal/trial_license/. To begin your free trial, call /start_trial again and specify the \"acknowledge=true\" parameter.";

    public const string BasicHeader =
        "This license update requires acknowledgement. To acknowledge the license, please read the following messages and call /start_basic again,"
        + " this time with the \"acknowledge=true\" parameter:";

    public static IEnumerable<(string Feature, string[] Messages)> ToTrial =>
    [
        ("security", ["With a trial license, X-Pack security features are available, but are not enabled by default."]),
    ];

    public static IEnumerable<(string Feature, string[] Messages)> ToBasic =>
    [
        ("watcher", ["Watcher will be disabled"]),
        ("ccr",
        [
            "Creating new follower indices will be blocked",
            "Configuring auto-follow patterns will be blocked",
            "Auto-follow patterns will no longer discover new leader indices",
            "The CCR monitoring endpoint will be blocked",
            "Existing follower indices will continue to replicate data",
        ]),
        ("logstash", ["Logstash will no longer poll for centrally-managed pipelines"]),
        ("graph", ["Graph exploration APIs are disabled"]),
        ("ml", ["Machine learning APIs are disabled"]),
    ];
}
