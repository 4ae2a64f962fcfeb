package io.likeness.index.lucene;

import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.SearchQuery;
import io.likeness.index.lucene.LuceneSettings.Graph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest records: candidates from the commit and from each table by single precision, then the best of all by double. For use by one
 * thread while the view's commit is held.
 */
final class Search {
    // Single precision may misplace candidates of nearly the same score; so many more than wanted are compared exactly.
    private static final int SLACK = 16;

    private final View view;
    private final float[] query;
    private final int limit;

    Search(View view, SearchQuery query) {
        this.view = view;
        this.query = query.embedding().toArray();
        this.limit = query.limit();
    }

    private record Scored(long id, double score, Candidate.Place place) {
        static final Comparator<Scored> BEST_FIRST =
                Comparator.comparingDouble(Scored::score).reversed().thenComparingLong(Scored::id);
    }

    /** Compares the query with all records. */
    List<Hit> scan() throws IOException {
        TopCandidates top = new TopCandidates(limit + SLACK);
        view.base().scan(query, top);
        return hits(top);
    }

    /** Follows the graphs of the commit, and compares the query with all records of the tables. */
    List<Hit> followGraphs(Graph graph) throws IOException {
        TopCandidates top = new TopCandidates(limit + SLACK);
        int beam = Math.max(graph.searchBeam(), (int) Math.ceil(graph.oversample() * top.limit()));
        view.base().followGraphs(query, beam, top);
        return hits(top);
    }

    private List<Hit> hits(TopCandidates ofBase) throws IOException {
        List<Memtable> tables = view.tables();
        Map<Long, Candidate.Place> places = new HashMap<>();
        for (Candidate candidate : ofBase.toList()) {
            Memtable.Slot newer = View.slot(tables, candidate.id());
            places.put(candidate.id(), newer == null ? candidate.place() : newer);
        }
        for (int i = 0; i < tables.size(); i++) {
            List<Memtable> newer = tables.subList(i + 1, tables.size());
            TopCandidates top = new TopCandidates(limit + SLACK);
            tables.get(i).scan(query, id -> View.slot(newer, id) != null, top);
            top.toList().forEach(candidate -> places.put(candidate.id(), candidate.place()));
        }
        List<Scored> scored = new ArrayList<>(places.size());
        for (Map.Entry<Long, Candidate.Place> entry : places.entrySet()) {
            scored.add(new Scored(entry.getKey(), cosine(entry.getValue()), entry.getValue()));
        }
        scored.sort(Scored.BEST_FIRST);
        return best(scored);
    }

    private List<Hit> best(List<Scored> scored) throws IOException {
        List<Hit> hits = new ArrayList<>(limit);
        for (Scored candidate : scored) {
            if (hits.size() == limit) {
                break;
            }
            ImageRecord record = record(candidate.place());
            if (record != null) {
                hits.add(new Hit(record, candidate.score()));
            }
        }
        return List.copyOf(hits);
    }

    private @Nullable ImageRecord record(Candidate.Place place) throws IOException {
        return switch (place) {
            case Memtable.Slot slot -> slot.record();
            case Location location -> view.base().record(location);
        };
    }

    private double cosine(Candidate.Place place) throws IOException {
        float[] vector = switch (place) {
            case Memtable.Slot slot -> slot.vector();
            case Location location -> view.base().vector(location);
        };
        // Empty where the record was deleted a moment ago.
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += (double) query[i] * vector[i];
        }
        return Math.clamp(sum, -1.0, 1.0);
    }
}
