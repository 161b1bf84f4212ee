using System.CommandLine;
using Switchback.Bench.Journal;
using Switchback.Bench.Kill;
using Switchback.Bench.Lab;
using Switchback.Bench.Leak;
using Switchback.Bench.Load;
using Switchback.Bench.Parse;
using Switchback.Bench.Peer;
using Switchback.Bench.Promote;
using Switchback.Bench.Running;
using Switchback.Bench.Stub;
using Switchback.Bench.Watch;

var followers = new Option<int>("--followers") { Description = "How many followers of one shard the stub has.", DefaultValueFactory = _ => 10_000 };
var app = new Option<string?>("--app") { Description = "The app's program; the one built in this repository when not given." };
var page = new Option<string>("--page") { Description = "The page that is looked at.", DefaultValueFactory = _ => "/followers" };
var seconds = new Option<int>("--seconds") { Description = "How long each measurement lasts.", DefaultValueFactory = _ => 60 };
var viewers = new Option<int>("--viewers") { Description = "How many look on, one of them in Chromium.", DefaultValueFactory = _ => 200 };
var pages = new Option<int>("--pages") { Description = "How many pages are opened and closed.", DefaultValueFactory = _ => 1000 };

var events = new Option<int>("--events") { Description = "How many events the journal has.", DefaultValueFactory = _ => 1_000_000 };
var promoted = new Option<int>("--promoted") { Description = "How many followers are promoted.", DefaultValueFactory = _ => 1000 };
var rounds = new Option<int>("--rounds") { Description = "How often the app is killed.", DefaultValueFactory = _ => 200 };
var seed = new Option<int?>("--seed") { Description = "What is done and when it is killed follow from it; of the day when not given." };

var root = new RootCommand("Measures what docs/performance.md says. Each command prints name, figure, target and whether it was met.")
{
    Command("lab", "What the lab bears.", [], (_, _) => Task.FromResult(LabCommand.Run())),
    Command("parse", "What a poll costs to read, and its bytes.", [], (_, _) => Task.FromResult(ParseCommand.Run())),
    Command("watch", "From a poll's bytes to the snapshot.", [], (_, _) => Task.FromResult(WatchCommand.Run())),
    Command("journal", "Appends a second, and what a million events cost to open and to check.", [events, seconds], (given, cancel) =>
        JournalCommand.RunAsync(given.GetValue(events), Math.Min(given.GetValue(seconds), 5), cancel)),
    Command("load", "Many viewers: processor, memory, change to document, bytes.", [followers, viewers, seconds, page, app], (given, cancel) =>
        LoadCommand.RunAsync(Options(given), given.GetValue(viewers), given.GetValue(seconds), given.GetValue(page)!, cancel)),
    Command("peer", "Calls that viewers cost the clusters, beside Kibana's.", [followers, seconds, page, app], (given, cancel) =>
        PeerCommand.RunAsync(Options(given), given.GetValue(seconds), given.GetValue(page)!, cancel)),
    Command("leak", "Pages opened and closed: what they keep.", [followers, pages, page, app], (given, cancel) =>
        LeakCommand.RunAsync(Options(given), given.GetValue(pages), given.GetValue(page)!, cancel)),
    Command("promote", "A thousand followers promoted by a run, beside the runbook and the floor.", [promoted, app], (given, cancel) =>
        PromoteCommand.RunAsync(Options(given), given.GetValue(promoted), cancel)),
    Command("journey", "A whole pair failed over, with its side dead and silent, and brought home.", [promoted, app], (given, cancel) =>
        JourneyCommand.RunAsync(Options(given), given.GetValue(promoted), cancel)),
    Command("plan", "How long a plan for many followers takes.", [promoted, app], (given, cancel) =>
        PromoteCommand.PlanAsync(Options(given), given.GetValue(promoted), cancel)),
    Command("kill9", "Runs go on while the app is killed at random points; their end is compared with that of runs left alone.", [rounds, seed, app], (given, cancel) =>
        KillCommand.RunAsync(Options(given), given.GetValue(rounds), given.GetValue(seed), cancel)),
    Command("stub", "Two clusters that answer out of prepared bodies; prints their addresses.", [followers], (given, cancel) =>
        StubCommand.RunAsync(given.GetValue(followers), cancel)),
};
return await root.Parse(args).InvokeAsync();

RigOptions Options(ParseResult given) => new(given.GetValue(followers), App: given.GetValue(app));

static Command Command(string name, string description, Option[] options, Func<ParseResult, CancellationToken, Task<int>> run)
{
    var command = new Command(name, description);
    foreach (var option in options) command.Add(option);
    command.SetAction(run);
    return command;
}
