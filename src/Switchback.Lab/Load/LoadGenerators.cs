using Switchback.Lab.Clusters;

namespace Switchback.Lab.Load;

/// <summary>The background writers of a lab. They are clients like any other: stop a cluster and they fail until it is back. Lives on the loop.</summary>
public sealed class LoadGenerators(Laboratory lab)
{
    private readonly List<LoadGenerator> _running = [];
    private int _made;

    public IReadOnlyList<LoadGenerator> Running => _running;

    public string NextId() => $"load-{++_made}";

    public LoadGenerator Add(LoadSpec spec)
    {
        var generator = new LoadGenerator(lab, spec, new Random(unchecked((lab.Options.Seed * 397) ^ _made)));
        _running.Add(generator);
        generator.Start();
        return generator;
    }

    public bool Remove(string id)
    {
        foreach (var generator in _running.Where(generator => generator.Spec.Id == id)) generator.Stop();
        return _running.RemoveAll(generator => generator.Spec.Id == id) > 0;
    }

    public void Clear()
    {
        foreach (var generator in _running) generator.Stop();
        _running.Clear();
    }
}
