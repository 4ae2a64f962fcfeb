package io.likeness.server.v1;

import io.likeness.duplicates.BestRule;
import io.likeness.duplicates.DuplicateGroup;
import io.likeness.duplicates.DuplicateGroup.Kind;
import io.likeness.duplicates.DuplicateProgress.RunRequest;
import io.likeness.duplicates.LibraryDuplicates;
import io.likeness.failure.Failure;
import io.likeness.server.http.Document;
import io.likeness.server.http.Query;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a request about duplicates wants. */
final class DuplicateRequests {
    /** The fields of a start. */
    static final Set<String> OF_START = Set.of("min_confidence", "rules", "again");

    /** The parameters that choose groups. */
    static final Set<String> OF_GROUPS = Set.of("min_confidence", "rules", "kind");

    private DuplicateRequests() {}

    static RunRequest start(Document body, RunRequest otherwise) {
        return new RunRequest(
                confidence(body.number("min_confidence", otherwise.minConfidence())),
                body.list("rules").map(BestRule::read).orElse(otherwise.rules()));
    }

    static RunRequest groups(Query query, RunRequest otherwise) {
        return new RunRequest(
                query.one("min_confidence").map(DuplicateRequests::confidence).orElse(otherwise.minConfidence()),
                query.one("rules")
                        .map(text -> BestRule.read(List.of(text.split(",", -1))))
                        .orElse(otherwise.rules()));
    }

    /** The groups that the parameters of a request name. */
    static List<DuplicateGroup> chosen(Query query, LibraryDuplicates duplicates) {
        Optional<Kind> kind = query.one("kind").map(DuplicateRequests::kind);
        return duplicates.groups(groups(query, duplicates.lastRequest())).stream()
                .filter(group -> kind.isEmpty() || group.kind() == kind.get())
                .toList();
    }

    private static double confidence(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,9})?")) {
            throw new Failure.BadInput("min_confidence is \"" + text + "\", allowed are 0 to 1");
        }
        return confidence(Double.parseDouble(text));
    }

    private static double confidence(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new Failure.BadInput("min_confidence is " + value + ", allowed are 0 to 1");
        }
        return value;
    }

    static Kind kind(String word) {
        return Stream.of(Kind.values())
                .filter(each -> DuplicateJson.word(each).equals(word))
                .findFirst()
                .orElseThrow(() -> new Failure.BadInput("kind is \"" + word + "\", allowed are "
                        + Stream.of(Kind.values()).map(DuplicateJson::word).collect(Collectors.joining(", "))));
    }
}
