namespace Switchback.Lab.Clusters;

/// <summary>The process that was doing this is gone. Ends whatever awaited something in it; no caller ever sees an answer.</summary>
public sealed class NodeStoppedException() : Exception("the node was stopped");
