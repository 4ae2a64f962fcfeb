package io.likeness.server.docs.v1;

import io.likeness.server.http.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.List;

/** Moving the library to another model. */
final class ReembedRoutes {
    private static final String TAG = "Models";
    private static final String PATH = "/v1/reembed";
    private static final String MODEL = "{\"name\": \"likeness-v0\", \"dimension\": 256, \"fingerprint\":"
            + " \"3f4c0d0f3b8f5f7a0f2dd2a2bdc9a9d5dd4a9c3ed3d4f1b0a5b3a1c2d3e4f506\"}";
    private static final String OTHER = "{\"name\": \"resnet50\", \"dimension\": 2048, \"fingerprint\":"
            + " \"9d1c5a6f0e7b48d2a3b4c5d6e7f80910a1b2c3d4e5f60718293a4b5c6d7e8f90\"}";

    private ReembedRoutes() {}

    static void addTo(Components components) {
        components.addSchemas(
                "Model",
                Shape.object("A model.")
                        .must("name", Shape.text("What it is called."))
                        .must("dimension", Shape.whole("Numbers in a vector.", 1))
                        .must("fingerprint", Shape.text("Identity of its vectors, 64 hex digits."))
                        .schema());
        components.addSchemas(
                "Reembed",
                Shape.object("The model to move to.")
                        .may(
                                "model",
                                Shape.text("Folder of its bundle, absolute and below a root of the server; left out,"
                                        + " the model that the library is on the way to, else the built-in one."))
                        .only()
                        .schema());
        components.addSchemas(
                "ReembedFailure",
                Shape.object("A picture of which no vector can be made.")
                        .must("collection", Shape.ref("CollectionName"))
                        .must("id", Shape.ref("Id"))
                        .must("key", Shape.text("The caller's name for it."))
                        .must("reason", Shape.text("Why."))
                        .schema());
        components.addSchemas("ReembedStatus", status().schema());
    }

    private static Shape status() {
        return Shape.object("Where the library stands between two models.")
                .must(
                        "state",
                        Shape.choice(
                                "none: it has one model; running: vectors of the other are being made; stuck: all are"
                                        + " made but those of pictures that fail; switched: the other was its model"
                                        + " before, and its vectors are kept until confirmed.",
                                "none",
                                "running",
                                "stuck",
                                "switched"))
                .must("model", Shape.ref("Model"))
                .must("other", Shape.refOrNull("The other model, if there is one.", "Model"))
                .must("pictures", Shape.whole("Pictures in all collections.", 0))
                .must("finished", Shape.whole("How many have a vector of the other model too.", 0))
                .must("from_originals", Shape.whole("Made of originals since the server started.", 0))
                .must("from_previews", Shape.whole("Made of previews since the server started.", 0))
                .must("failed", Shape.whole("Pictures of which no vector can be made.", 0))
                .must("failures", Shape.list("The first of them.", Shape.ref("ReembedFailure")));
    }

    private static String example(String state, String model, String other, int finished) {
        return "{\"state\": \"" + state + "\", \"model\": " + model + ", \"other\": " + other
                + ", \"pictures\": 24, \"finished\": " + finished + ", \"from_originals\": 0, \"from_previews\": "
                + finished + ", \"failed\": 0, \"failures\": []}";
    }

    static List<Route> alone() {
        return List.of(
                Route.alone(HttpMethod.POST, PATH, "reembed", TAG, "Move the library to another model")
                        .says("Makes the vectors of all pictures anew in the background, of originals that imgPath"
                                + " names where they can be reached and are unchanged, else of previews. Searches are"
                                + " answered with the vectors there are until all are made; then the other model"
                                + " answers at once. Repeated, it tries again what failed.")
                        .body(Route.JSON, "Reembed", "model", "{\"model\": \"/srv/pictures/models/resnet50\"}")
                        .answers(202, "It goes on.", "ReembedStatus", "running", example("running", MODEL, OTHER, 12))
                        .fails(ProblemType.NOT_FOUND, ProblemType.CONFLICT),
                Route.alone(HttpMethod.GET, PATH, "reembedStatus", TAG, "Say where a move to another model stands")
                        .fails(ProblemType.CONFLICT)
                        .answers(200, "Where it stands.", "ReembedStatus", "none", example("none", MODEL, "null", 0)),
                Route.alone(HttpMethod.POST, PATH + "/roll-back", "rollBackReembed", TAG, "Go back to the model before")
                        .says("On the way, gives up what is made; after the change, the vectors before answer again.")
                        .fails(ProblemType.CONFLICT)
                        .answers(200, "One model.", "ReembedStatus", "none", example("none", MODEL, "null", 0)),
                Route.alone(HttpMethod.POST, PATH + "/confirm", "confirmReembed", TAG, "Delete the vectors before")
                        .fails(ProblemType.CONFLICT)
                        .answers(200, "One model.", "ReembedStatus", "none", example("none", OTHER, "null", 0)));
    }
}
