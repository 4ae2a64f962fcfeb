package io.likeness.server.v1;

import io.likeness.server.engine.Engine;
import io.likeness.server.engine.OpenCollection;
import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.likeness.server.map.PictureMap;
import io.likeness.server.map.PictureMaps;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers the map of a collection. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class MapController {
    /** A ten-thousandth of the map is less than a pixel. */
    private static final double DIGITS = 1e5;

    private final Supplier<Engine> engine;
    private final Answers answers;
    private final PictureMaps maps;

    public MapController(Supplier<Engine> engine, Answers answers, PictureMaps maps) {
        this.engine = engine;
        this.answers = answers;
        this.maps = maps;
    }

    /** Answers the places of up to 20,000 pictures, and whether newer ones are being computed. */
    @GetMapping("/map")
    public void map(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        OpenCollection collection = engine.get().collection(V1Paths.collection(path));
        PictureMaps.Answer answer = maps.get(collection.name(), collection.library());
        @Nullable PictureMap map = answer.map();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("state", answer.computing() ? "computing" : "ready");
        json.put("pictures", answer.pictures());
        json.put("made", map == null ? null : map.made().toString());
        json.put(
                "points",
                map == null
                        ? List.of()
                        : map.points().stream().map(MapController::json).toList());
        answers.json(exchange, HttpServletResponse.SC_OK, json);
    }

    private static Map<String, Object> json(PictureMap.Point point) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", String.valueOf(point.id()));
        json.put("x", Math.round(point.x() * DIGITS) / DIGITS);
        json.put("y", Math.round(point.y() * DIGITS) / DIGITS);
        return json;
    }
}
