package io.likeness.server.v1;

import io.likeness.library.Stage;
import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.likeness.server.metrics.RecentStages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what each stage did during the last minutes, all collections together. Safe for use by many threads. */
@RestController
@Hidden
public final class RecentController {
    private final Answers answers;
    private final RecentStages recent;

    public RecentController(Answers answers, RecentStages recent) {
        this.answers = answers;
        this.recent = recent;
    }

    /** Answers series of steps that are over, the oldest first. */
    @GetMapping("/v1/stats/recent")
    public void recent(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        Map<String, Object> stages = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            RecentStages.Series series = recent.series(stage);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("count", series.count());
            json.put("mean_ms", series.meanMillis());
            json.put("max_ms", series.maxMillis());
            stages.put(stage.name().toLowerCase(Locale.ROOT), json);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("bucket_seconds", RecentStages.STEP.toSeconds());
        answer.put("stages", stages);
        answers.json(exchange, HttpServletResponse.SC_OK, answer);
    }
}
