using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>Reads a recording and refuses what it does not know: a word passed over would be a step not compared.</summary>
public static class RecordingReader
{
    public static Recording Read(string path) => Parse(Path.GetFileName(path), File.ReadAllText(path));

    public static Recording Parse(string file, string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var steps = root.GetProperty("steps").EnumerateArray().Select((step, number) => ReadStep(file, number, step.Clone()));
        return new Recording(
            file,
            root.GetProperty("scenario").GetString()!,
            root.GetProperty("about").GetString()!,
            ReadGiven(root.GetProperty("given")),
            [.. steps]);
    }

    private static Given ReadGiven(JsonElement given) => new(
        Sides.Both.ToDictionary(side => side, side => given.GetProperty("clusters").GetProperty(side.Letter()).GetString()!),
        Sides.Both.ToDictionary(side => side, side => given.GetProperty("license").GetProperty(side.Letter()).GetString()!),
        given.GetProperty("security").GetBoolean() ? given.GetProperty("superuser").GetString() : null);

    private static Step ReadStep(string file, int number, JsonElement step)
    {
        try
        {
            return ReadStep(step);
        }
        catch (Exception fault) when (fault is FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"{file}#{number}: {fault.Message}", fault);
        }
    }

    private static Step ReadStep(JsonElement step)
    {
        if (step.TryGetProperty("say", out var heading))
            return new Step.Say(heading.GetString()!);
        if (step.TryGetProperty("method", out _))
            return RequestReader.Read(step);
        return step.GetProperty("do").GetString() switch
        {
            "wait" => new Step.Wait(
                TimeSpan.FromMilliseconds(step.GetProperty("ms").GetInt32()),
                step.GetProperty("why").GetString()!),
            "stop" => new Step.Steer(Handling.Stop, ReadCluster(step)),
            "start" => new Step.Steer(Handling.Start, ReadCluster(step)),
            "freeze" => new Step.Steer(Handling.Freeze, ReadCluster(step)),
            "thaw" => new Step.Steer(Handling.Thaw, ReadCluster(step)),
            var other => throw new FormatException($"nobody knows how to do '{other}'"),
        };
    }

    private static Side ReadCluster(JsonElement step) => Sides.Read(step.GetProperty("cluster").GetString()!);
}
