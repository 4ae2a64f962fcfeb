package io.likeness.server.docs.v1;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A JSON schema that is being put together. Used by one thread. */
final class Shape {
    private final JsonSchema schema = new JsonSchema();

    private Shape(String type) {
        if (!type.isEmpty()) {
            schema.addType(type);
        }
    }

    static Shape text(String says) {
        return new Shape("string").says(says);
    }

    /** One of these texts. */
    static Shape choice(String says, String... values) {
        Shape shape = text(says);
        shape.schema.setEnum(List.<Object>of((Object[]) values));
        return shape;
    }

    static Shape whole(String says, long least) {
        Shape shape = new Shape("integer").says(says);
        shape.schema.setMinimum(BigDecimal.valueOf(least));
        return shape;
    }

    static Shape whole(String says, long least, long most, long otherwise) {
        Shape shape = whole(says, least);
        shape.schema.setMaximum(BigDecimal.valueOf(most));
        shape.schema.setDefault(otherwise);
        return shape;
    }

    static Shape number(String says) {
        return new Shape("number").says(says);
    }

    static Shape number(String says, double least, double most) {
        Shape shape = number(says);
        shape.schema.setMinimum(BigDecimal.valueOf(least).stripTrailingZeros());
        shape.schema.setMaximum(BigDecimal.valueOf(most).stripTrailingZeros());
        return shape;
    }

    static Shape flag(String says) {
        return new Shape("boolean").says(says);
    }

    /** The bytes of a file. */
    static Shape file(String says) {
        Shape shape = text(says);
        shape.schema.setFormat("binary");
        return shape;
    }

    static Shape list(String says, Shape of) {
        Shape shape = new Shape("array").says(says);
        shape.schema.setItems(of.schema);
        return shape;
    }

    /** An object whose names are the caller's. */
    static Shape map(String says, Shape values) {
        Shape shape = new Shape("object").says(says);
        shape.schema.setAdditionalProperties(values.schema);
        return shape;
    }

    static Shape object(String says) {
        return new Shape("object").says(says);
    }

    /** Null. */
    static Shape nothing() {
        return new Shape("null");
    }

    static Shape ref(String name) {
        Shape shape = new Shape("");
        shape.schema.set$ref("#/components/schemas/" + name);
        return shape;
    }

    @SuppressWarnings("rawtypes")
    static Shape anyOf(String says, Shape... shapes) {
        Shape shape = new Shape("").says(says);
        shape.schema.setAnyOf(
                Arrays.<Shape>stream(shapes).<Schema>map(each -> each.schema).toList());
        return shape;
    }

    private Shape says(String says) {
        if (!says.isEmpty()) {
            schema.setDescription(says);
        }
        return this;
    }

    Shape must(String name, Shape shape) {
        schema.addRequiredItem(name);
        return may(name, shape);
    }

    /** A field that is described already must be there. */
    Shape must(String name) {
        schema.addRequiredItem(name);
        return this;
    }

    Shape may(String name, Shape shape) {
        schema.addProperty(name, shape.schema);
        return this;
    }

    /** Exactly one of these fields must be there. */
    @SuppressWarnings("rawtypes")
    Shape oneOfFields(List<String> names) {
        schema.setOneOf(names.stream()
                .<Schema>map(name -> {
                    JsonSchema one = new JsonSchema();
                    one.setRequired(List.of(name));
                    return one;
                })
                .toList());
        return this;
    }

    /** Fields whose names match. */
    Shape patterned(String names, Shape shape) {
        schema.addPatternProperty(names, shape.schema);
        return this;
    }

    /** No other fields are taken. */
    Shape only() {
        schema.setAdditionalProperties(false);
        return this;
    }

    Shape orNull() {
        Set<String> types = new LinkedHashSet<>(schema.getTypes());
        types.add("null");
        schema.setTypes(types);
        return this;
    }

    Shape format(String format) {
        schema.setFormat(format);
        return this;
    }

    Shape pattern(String pattern) {
        schema.setPattern(pattern);
        return this;
    }

    Shape length(int least, int most) {
        schema.setMinLength(least == 0 ? null : Integer.valueOf(least));
        schema.setMaxLength(most);
        return this;
    }

    Shape entries(int most) {
        if (schema.getTypes().contains("array")) {
            schema.setMaxItems(most);
        } else {
            schema.setMaxProperties(most);
        }
        return this;
    }

    Shape otherwise(Object value) {
        schema.setDefault(value);
        return this;
    }

    Schema<?> schema() {
        return schema;
    }
}
