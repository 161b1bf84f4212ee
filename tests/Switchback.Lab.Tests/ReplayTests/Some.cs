using System.Text.Json;
using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

/// <summary>Things the replayer's own tests speak of.</summary>
public static class Some
{
    public static JsonElement Json(string text) => JsonElement.Parse(text);

    public static Answer Answer(string body, int status = 200, string mediaType = MediaTypes.Json, bool warned = false) =>
        new(status, mediaType, warned, body);

    public static Recording Recording(string steps, string scenario = "some", bool security = false, string licence = "trial") =>
        RecordingReader.Parse(
            $"{scenario}.json",
            $$"""
            {
              "scenario": "{{scenario}}", "about": "a test", "elasticsearch": "7.8.1",
              "given": {
                "clusters": {"a": "clusterA", "b": "clusterB"}, "license": {"a": "{{licence}}", "b": "trial"},
                "security": {{(security ? "true" : "false")}}, "superuser": "root:rootroot"
              },
              "steps": [{{steps}}]
            }
            """);

    public static Step.Request Request(string step) => (Step.Request)Recording(step).Steps[0];
}
