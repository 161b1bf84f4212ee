using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.ClusterSettings;

/// <summary>One <c>PUT _cluster/settings</c>: the checks in Elasticsearch's order, and the settings that come of it.</summary>
public sealed record SettingsChange(Settings Persistent, Settings Transient)
{
    public bool IsEmpty => Persistent.Count == 0 && Transient.Count == 0;

    /// <summary>What was set and not removed: all that the answer shows.</summary>
    public SettingsChange Shown => new(Persistent.WithoutNulls(), Transient.WithoutNulls());

    /// <summary>The settings after the change, or the refusal. Transient ones are looked at first, each half is checked for itself.</summary>
    public (Settings Persistent, Settings Transient) Over(Settings persistent, Settings transient, Profile profile)
    {
        CheckValues("transient", Transient, profile);
        CheckValues("persistent", Persistent, profile);
        var newTransient = Apply(Transient, transient, profile);
        var newPersistent = Apply(Persistent, persistent, profile);
        CheckTogether(newTransient, profile);
        CheckTogether(newPersistent, profile);
        return (newPersistent, newTransient);
    }

    private static void CheckValues(string kind, Settings change, Profile profile)
    {
        foreach (var (key, value) in change.All)
        {
            if (value.IsNull && KnownSettings.MayBeRemoved(key, profile)) continue;
            if (value.IsNull || KnownSettings.Find(key, profile) is not { IsDynamic: true } rule) throw KnownSettings.Refusal(kind, key, profile);
            rule.Check(key, value);
        }
    }

    /// <summary>A pattern removes only what may be removed.</summary>
    private static Settings Apply(Settings change, Settings current, Profile profile)
    {
        var removed = change.All.Where(pair => pair.Value.IsNull).Select(pair => pair.Key).ToList();
        var kept = current.Where(key => !KnownSettings.MayBeRemoved(key, profile) || !removed.Exists(pattern => Wildcard.Matches(pattern, key)));
        return change.WithoutNulls().Over(kept);
    }

    private static void CheckTogether(Settings settings, Profile profile)
    {
        var complaints = settings.Keys.Select(key => KnownSettings.Find(key, profile)?.Consistent?.Invoke(key, settings)).OfType<string>()
            .Select(complaint => Errors.IllegalArgument(complaint)).ToList();
        if (complaints.Count == 0) return;
        // One is thrown, the others ride along; the root cause shows only the first.
        complaints[0].Suppressed.AddRange(complaints.Skip(1));
        throw complaints[0];
    }
}
