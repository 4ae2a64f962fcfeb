package io.likeness.server.wiring;

import io.likeness.server.duplicates.OpenDuplicates;
import io.likeness.server.engine.OpeningEngine;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.v1.DuplicateController;
import io.likeness.server.v1.DuplicateDecisionController;
import io.likeness.server.v1.ImageJson;
import io.likeness.server.v1.ProgressEvents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The beans that search for duplicates. */
@Configuration(proxyBeanMethods = false)
class DuplicatesConfiguration {
    @Bean
    @Lazy(false)
    OpenDuplicates openDuplicates(LikenessProperties settings, OpeningEngine engine) {
        return new OpenDuplicates(settings, engine);
    }

    @Bean
    DuplicateController duplicateController(
            OpenDuplicates duplicates, BodyReader bodies, Answers answers, ProgressEvents events, ImageJson json) {
        return new DuplicateController(duplicates, bodies, answers, events, json);
    }

    @Bean
    DuplicateDecisionController duplicateDecisionController(
            OpenDuplicates duplicates, BodyReader bodies, Answers answers) {
        return new DuplicateDecisionController(duplicates, bodies, answers);
    }
}
