package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.image.Region;
import io.likeness.server.http.Document;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads regions: {@code {"x": 0.1, "y": 0.2, "w": 0.5, "h": 0.5}}, in a form also {@code 0.1,0.2,0.5,0.5}. */
final class RegionJson {
    private static final Set<String> FIELDS = Set.of("x", "y", "w", "h");

    private RegionJson() {}

    static Optional<Region> of(Document body) {
        Optional<String> list = body.field("region")
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> !text.isEmpty() && !text.strip().startsWith("{"));
        return list.isPresent()
                ? list.map(RegionJson::ofList)
                : body.structure("region").map(RegionJson::ofObject);
    }

    private static Region ofObject(JsonNode node) {
        Document fields = Document.within("region", node, FIELDS);
        for (String name : FIELDS) {
            if (fields.field(name).isEmpty()) {
                throw new Failure.BadInput("region has no \"" + name + "\"; it needs x, y, w and h");
            }
        }
        return new Region(
                fields.number("x", -1), fields.number("y", -1), fields.number("w", -1), fields.number("h", -1));
    }

    private static Region ofList(String text) {
        String[] parts = text.split(",", -1);
        double[] values = new double[4];
        try {
            if (parts.length == values.length) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = new BigDecimal(parts[i].strip()).doubleValue();
                }
                return new Region(values[0], values[1], values[2], values[3]);
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new Failure.BadInput("region is \"" + text + "\", it must be x,y,w,h: four numbers from 0 to 1");
    }
}
