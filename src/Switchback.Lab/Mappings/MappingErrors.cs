using Switchback.Lab.Http;

namespace Switchback.Lab.Mappings;

/// <summary>The mapper's complaints.</summary>
public static class MappingErrors
{
    public static ElasticException Parsing(string reason, ElasticException? cause = null) =>
        new(400, "mapper_parsing_exception", reason) { CausedBy = cause };

    public static ElasticException Field(FieldNode field, string id, string preview, ElasticException cause) =>
        Parsing($"failed to parse field [{field.Path}] of type [{field.Type}] in document with id '{id}'. Preview of field's value: '{preview}'", cause);

    public static ElasticException Foreign(string type, string reason, ElasticException? cause = null) =>
        new(400, type, reason) { IsForeign = true, CausedBy = cause };

    public static ElasticException Strict(string field, string within) => new(400, "strict_dynamic_mapping_exception",
        $"mapping set to strict, dynamic introduction of [{field}] within [{(within.Length == 0 ? "_doc" : within)}] is not allowed");

    public static ElasticException ConcreteValue(string path) =>
        Parsing($"object mapping for [{path}] tried to parse field [{path[(path.LastIndexOf('.') + 1)..]}] as object, but found a concrete value");
}
