package io.likeness.server.docs.v1;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import java.util.ArrayList;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Describes {@code /v1} for {@code /openapi.json}: the paths of the default collection first, then collections, then the same paths in a collection
 * that is named. Safe for use by many threads.
 */
public final class V1Docs implements OpenApiCustomizer {
    @Override
    public void customise(OpenAPI api) {
        Components components = api.getComponents() == null ? new Components() : api.getComponents();
        PictureSchemas.addTo(components);
        SearchSchemas.addTo(components);
        CopyRoutes.addTo(components);
        ManyImagesRoutes.addTo(components);
        ImportRoutes.addTo(components);
        DuplicateSchemas.addTo(components);
        ServerRoutes.addTo(components);
        ConsoleRoutes.addTo(components);
        ProblemAnswers.addTo(components);
        api.setComponents(components);
        Paths paths = api.getPaths() == null ? new Paths() : api.getPaths();
        for (Route route : routes()) {
            paths.computeIfAbsent(route.path(), _ -> new PathItem()).operation(route.method(), route.operation());
        }
        api.setPaths(paths);
    }

    private static List<Route> routes() {
        List<Route> routes = new ArrayList<>(in(Place.SHORT));
        routes.add(ImportRoutes.export());
        routes.addAll(ServerRoutes.alone());
        routes.addAll(ConsoleRoutes.alone());
        routes.addAll(in(Place.NAMED));
        return routes;
    }

    private static List<Route> in(Place place) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(ImageRoutes.in(place));
        routes.addAll(ManyImagesRoutes.in(place));
        routes.addAll(SearchRoutes.in(place));
        routes.addAll(CopyRoutes.in(place));
        routes.addAll(ImportRoutes.in(place));
        routes.addAll(DuplicateRoutes.in(place));
        routes.addAll(ServerRoutes.in(place));
        routes.addAll(ConsoleRoutes.in(place));
        return routes;
    }
}
