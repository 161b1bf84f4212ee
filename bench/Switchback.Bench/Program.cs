using Switchback.Bench.Lab;
using Switchback.Bench.Parse;
using Switchback.Bench.Watch;

// One command after another, in the order given; each prints its own figures.
var commands = new Dictionary<string, Func<int>>
{
    ["lab"] = LabCommand.Run,
    ["parse"] = ParseCommand.Run,
    ["watch"] = WatchCommand.Run,
};
if (args.Length == 0 || args.Any(name => !commands.ContainsKey(name)))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project bench/Switchback.Bench -- {string.Join(' ', commands.Keys)}");
    return 2;
}
return args.Select(name => commands[name]()).Max();
