using System.Diagnostics.Metrics;

namespace Switchback.Dashboard.Telemetry;

/// <summary>The one meter of the app. Everything in it is observed when somebody asks, and costs nothing otherwise.</summary>
internal sealed class SwitchbackMeter
{
    public const string Name = "Switchback";

    public SwitchbackMeter(IMeterFactory factory, FleetMeters fleet, WorkMeters work)
    {
        Meter = factory.Create(Name);
        fleet.Register(Meter);
        work.Register(Meter);
    }

    public Meter Meter { get; }
}
