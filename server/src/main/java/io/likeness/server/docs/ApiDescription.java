package io.likeness.server.docs;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;

/** What {@code /openapi.json} says about the API as a whole. */
public final class ApiDescription {
    private ApiDescription() {}

    /**
     * The description without paths.
     *
     * @param version of the server
     * @param withToken whether callers must send a token
     */
    public static OpenAPI of(String version, boolean withToken) {
        OpenAPI api = new OpenAPI()
                .info(new Info()
                        .title("Likeness")
                        .version(version)
                        .description("Finds pictures by picture.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("this server")));
        if (withToken) {
            api.components(new Components()
                            .addSecuritySchemes(
                                    "token",
                                    new SecurityScheme()
                                            .type(SecurityScheme.Type.APIKEY)
                                            .in(SecurityScheme.In.HEADER)
                                            .name("token"))
                            .addSecuritySchemes(
                                    "bearer",
                                    new SecurityScheme()
                                            .type(SecurityScheme.Type.HTTP)
                                            .scheme("bearer")))
                    .security(List.of(
                            new SecurityRequirement().addList("token"), new SecurityRequirement().addList("bearer")));
        }
        return api;
    }
}
