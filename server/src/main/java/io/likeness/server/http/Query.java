package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters in a request's address, strictly as UTF-8. A parameter that nobody reads is a mistake of the caller's, who is told. Immutable. */
public final class Query {
    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads the query of a request.
     *
     * @param allowed names; one that ends in a dot stands for all that begin with it
     * @throws Failure.BadInput if another one is there, or one is not UTF-8
     */
    public static Query of(Exchange exchange, Set<String> allowed) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        @Nullable String query = exchange.request().getQueryString();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] halves = pair.split("=", 2);
                String name = decoded("a parameter's name", halves[0]);
                check(name, allowed);
                values.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(halves.length == 1 ? "" : decoded(name, halves[1]));
            }
        }
        return new Query(values);
    }

    private static void check(String name, Set<String> allowed) {
        int dot = name.indexOf('.');
        if (!allowed.contains(name) && !(dot >= 0 && allowed.contains(name.substring(0, dot + 1)))) {
            throw new Failure.BadInput("there is no parameter \"" + name + "\" here; allowed are "
                    + (allowed.isEmpty() ? "none" : String.join(", ", new TreeSet<>(allowed))));
        }
    }

    private static String decoded(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return FormBody.decode(name, bytes, 0, bytes.length, ' ');
    }

    /**
     * The one value of a parameter; an empty one counts as left out.
     *
     * @throws Failure.BadInput if there are several
     */
    public Optional<String> one(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        if (all.size() > 1) {
            throw new Failure.BadInput(name + " is given " + all.size() + " times, it may be given once");
        }
        return all.stream().filter(text -> !text.isEmpty()).findFirst();
    }

    /** Names and values of the parameters that begin with {@code prefix}, which is taken off. */
    public Map<String, List<String>> startingWith(String prefix) {
        Map<String, List<String>> found = new TreeMap<>();
        values.forEach((name, all) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), List.copyOf(all));
            }
        });
        return found;
    }
}
