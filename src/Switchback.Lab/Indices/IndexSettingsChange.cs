using Switchback.Lab.Clusters;
using Switchback.Lab.Indices.Rules;

namespace Switchback.Lab.Indices;

/// <summary>Changes the settings of indices. What stays as it was raises no version.</summary>
public sealed class IndexSettingsChange(Cluster cluster)
{
    public async Task ApplyAsync(IReadOnlyList<IndexState> indices, Settings change, bool preserveExisting = false)
    {
        IndexSettingChecks.ValidateChange(change, indices);
        await cluster.Master.UpdateAsync(() =>
        {
            var present = indices.Where(index => cluster.State.Find(index.Name) == index).ToList();
            IndexSettingChecks.ValidateChange(change, present);
            foreach (var index in present) Apply(index, preserveExisting ? change.Where(key => index.Settings[key] is null) : change);
        });
        foreach (var index in indices) cluster.Indices.RaiseChanged(index);
    }

    /// <summary>Inside an update, unchecked: for those who sync an index with another.</summary>
    public static void Apply(IndexState index, Settings change)
    {
        var after = index.Settings.Update(change);
        foreach (var (key, value) in new[] { ("index.number_of_shards", "1"), ("index.number_of_replicas", "1") })
            if (after[key] is null)
                after = after.With(key, value);
        if (after.Equals(index.Settings)) return;
        index.Settings = after;
        index.SettingsVersion++;
    }
}
