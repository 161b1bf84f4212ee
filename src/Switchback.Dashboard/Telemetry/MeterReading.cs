using System.Diagnostics.Metrics;

namespace Switchback.Dashboard.Telemetry;

/// <summary>One look at every instrument of a meter.</summary>
internal static class MeterReading
{
    public static IReadOnlyList<MeterFamily> Of(Meter meter)
    {
        var families = new SortedDictionary<string, MeterFamily>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            // By the object: another app in the same process has a meter of the same name.
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. families.Values];

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (!families.TryGetValue(instrument.Name, out var family))
            {
                families.Add(instrument.Name, family = new MeterFamily(instrument.Name, instrument.Unit, instrument.Description ?? "", IsCounter(instrument), []));
            }

            var labels = new List<(string Name, string Value)>(tags.Length);
            foreach (var tag in tags)
            {
                labels.Add((tag.Key, Convert.ToString(tag.Value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));
            }

            family.Samples.Add(new MeterSample(labels, value));
        }
    }

    private static bool IsCounter(Instrument instrument) => instrument is ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double>;
}

/// <param name="Unit">As meters spell it: s, By, or a word in braces that only people read.</param>
internal sealed record MeterFamily(string Name, string? Unit, string Description, bool IsCounter, List<MeterSample> Samples);

internal sealed record MeterSample(IReadOnlyList<(string Name, string Value)> Labels, double Value);
