using Switchback.Core.Settings;

namespace Switchback.Core.Fleet;

/// <summary>Reads and checks <c>Pairs</c> as a whole: a pair can be fine by itself and still clash with another.</summary>
public static class PairSettings
{
    public const string Root = "Pairs";

    public static (IReadOnlyList<PairOptions> Pairs, IReadOnlyList<SettingsFault> Faults) Read(
        IEnumerable<KeyValuePair<string, string?>> flat, IReadOnlyCollection<SystemMembers> systems)
    {
        var root = SettingsSection.From(Root, flat);
        var pairs = new List<PairOptions>();
        foreach (var section in root.Children.ToList())
            pairs.Add(ReadPair(root.Section(section.Name), systems));
        root.RefuseUnknownKeys();
        RefuseOverlaps(root, pairs);
        return (pairs, root.Faults);
    }

    private static PairOptions ReadPair(SettingsSection section, IReadOnlyCollection<SystemMembers> systems)
    {
        if (!section.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            section.Fault("is no usable id.", "Use letters, digits, - and _: the id stands in addresses.");
        var pair = new PairOptions
        {
            Id = section.Name,
            System = ReadSystem(section, systems, out var members),
            Home = ReadSide(section, "Home", members),
            Away = ReadSide(section, "Away", members),
            Scope = ReadScope(section),
            RecoveryPoint = TimeSpan.FromSeconds(section.Number("RpoSeconds", 60, 0, 7 * 86400)),
            RecoveryTime = TimeSpan.FromSeconds(section.Number("RtoSeconds", 900, 1, 7 * 86400)),
            Policy = ReadPolicy(section.Section("Policy")),
        };
        if (pair.Home.Length > 0 && SameName(pair.Home, pair.Away))
            section.Section("Away").Fault($"names '{pair.Away}', which is Home already.", "A pair needs two different sides: name the other one here.");
        section.RefuseUnknownKeys();
        return pair;
    }

    private static string ReadSystem(SettingsSection section, IReadOnlyCollection<SystemMembers> systems, out SystemMembers? members)
    {
        var remedy = $"Write one of: {string.Join(", ", systems.Select(system => system.System))}.";
        var name = section.RequiredText("System", remedy);
        members = systems.FirstOrDefault(system => SameName(system.System, name));
        if (members is null && name.Length > 0) section.Section("System").Fault($"names '{name}', which is no known system.", remedy);
        return members?.System ?? name;
    }

    private static string ReadSide(SettingsSection section, string key, SystemMembers? members)
    {
        var remedy = members is null
            ? "Write the name of this side."
            : members.Names.Count == 0
                ? $"Configure it under {members.Section} first."
                : $"Write one of the names under {members.Section}: {string.Join(", ", members.Names)}.";
        var name = section.RequiredText(key, remedy);
        if (members is null || name.Length == 0) return name;
        if (members.Names.FirstOrDefault(known => SameName(known, name)) is { } found) return found;
        section.Section(key).Fault($"names '{name}', which is not configured.", remedy);
        return name;
    }

    private static PairScope ReadScope(SettingsSection section)
    {
        const string remedy = "Write patterns such as \"orders*,logs-*,-logs-test*\"; leave it out for everything.";
        var patterns = section.Texts("Scope", remedy);
        var scope = PairScope.Parse(section.Section("Scope").Exists ? patterns : ["*"]);
        if (scope.Included.Count == 0) section.Section("Scope").Fault("matches nothing.", remedy);
        foreach (var pattern in patterns.Where(text => text is "-" || text.Any(c => char.IsWhiteSpace(c) || char.IsAsciiLetterUpper(c))))
            section.Section("Scope").Fault($"holds '{pattern}', which can match no name.", remedy);
        return scope;
    }

    private static PairPolicy ReadPolicy(SettingsSection section)
    {
        var policy = new PairPolicy(
            section.Number("Promote", 1, 1, 5),
            section.Number("Route", 1, 1, 5),
            section.Number("Destroy", 1, 1, 5),
            section.Number("AcceptLoss", 1, 1, 5));
        section.RefuseUnknownKeys();
        return policy;
    }

    /// <summary>
    /// An item belongs to one pair: two pairs with the same home, or between the same two sides, may not claim the same name.
    /// Two homes that share an away side keep their items apart by themselves.
    /// </summary>
    private static void RefuseOverlaps(SettingsSection root, List<PairOptions> pairs)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (later, earlier) = (pairs[i], pairs[j]);
                if (later.System != earlier.System || !Touch(later, earlier)) continue;
                if (later.Scope.FirstOverlap(earlier.Scope) is not { } overlap) continue;
                root.Section(later.Id).Section("Scope").Fault(
                    $"'{overlap.Mine}' overlaps '{overlap.Theirs}' of {Root}:{earlier.Id}:Scope, and both pairs {Between(later, earlier)}.",
                    $"Narrow one of them, or leave the other's names out with a leading '-': an item belongs to one pair.");
            }
        }
    }

    private static bool Touch(PairOptions a, PairOptions b) =>
        SameName(a.Home, b.Home) || (SameName(a.Home, b.Away) && SameName(a.Away, b.Home));

    private static string Between(PairOptions a, PairOptions b) =>
        SameName(a.Home, b.Home) ? $"have their home on '{a.Home}'" : $"lie between '{a.Home}' and '{a.Away}'";

    private static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
