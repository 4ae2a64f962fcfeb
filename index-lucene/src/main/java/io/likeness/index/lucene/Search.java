package io.likeness.index.lucene;

import io.likeness.index.Filter;
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

/**
 * Finds the nearest records: candidates from the commit and from each table by single precision, then the best of all by double. For use by one
 * thread while the view's commit is held.
 */
final class Search {
    // Single precision may misplace candidates of nearly the same score; so many more than wanted are compared exactly.
    private static final int SLACK = 16;

    // With a narrower one, searches miss what lies behind a few nodes that are farther.
    private static final int LEAST_BEAM = 32;

    private final View view;
    private final float[] query;
    private final int limit;
    private final Filter filter;
    private final LuceneSettings settings;

    Search(View view, SearchQuery query, LuceneSettings settings) {
        this.view = view;
        this.query = query.embedding().toArray();
        this.limit = query.limit();
        this.filter = query.filter();
        this.settings = settings;
    }

    private record Scored(long id, double score, Candidate.Place place) {
        static final Comparator<Scored> BEST_FIRST =
                Comparator.comparingDouble(Scored::score).reversed().thenComparingLong(Scored::id);
    }

    /**
     * The hits, in the order of hits.
     *
     * @param records how many are stored
     */
    List<Hit> hits(long records) throws IOException {
        TopCandidates top = new TopCandidates(limit + SLACK);
        if (filter.equals(Filter.ALL)) {
            searchAll(records, top);
        } else {
            searchAccepted(top);
        }
        return hits(top);
    }

    private void searchAll(long records, TopCandidates top) throws IOException {
        if (records <= settings.exactUpTo()) {
            for (BaseLeaf leaf : view.base().leaves()) {
                leaf.scan(query, null, top);
            }
            return;
        }
        GraphBeam beam = new GraphBeam(beam(top), Math.max(LEAST_BEAM, top.limit()));
        // The largest holds most of the nearest, so that the others need not be followed far.
        List<BaseLeaf> largestFirst = new ArrayList<>(view.base().leaves());
        largestFirst.sort(Comparator.comparingInt(BaseLeaf::size).reversed());
        for (BaseLeaf leaf : largestFirst) {
            leaf.followGraph(query, beam, null, top);
        }
    }

    private void searchAccepted(TopCandidates top) throws IOException {
        List<BaseLeaf> leaves = view.base().leaves();
        List<Accepted> accepted = new ArrayList<>(leaves.size());
        long records = 0;
        for (BaseLeaf leaf : leaves) {
            Accepted docs = leaf.accept(filter);
            accepted.add(docs);
            records += docs.cost();
        }
        // Those accepted may lie far from where the graph is entered: each segment is searched as if it were alone.
        int candidates = beam(top);
        GraphBeam beam = new GraphBeam(candidates, candidates);
        for (int i = 0; i < leaves.size(); i++) {
            if (records <= settings.exactUpTo()) {
                leaves.get(i).scan(query, accepted.get(i), top);
            } else {
                leaves.get(i).followGraph(query, beam, accepted.get(i), top);
            }
        }
    }

    private int beam(TopCandidates top) {
        Graph graph = settings.graph();
        return Math.max(graph.searchBeam(), (int) Math.ceil(graph.oversample() * top.limit()));
    }

    private List<Hit> hits(TopCandidates ofBase) throws IOException {
        List<Memtable> tables = view.tables();
        Map<Long, Candidate.Place> places = new HashMap<>();
        for (Candidate candidate : ofBase.toList()) {
            Memtable.Slot newer = View.slot(tables, candidate.id());
            if (newer == null) {
                places.put(candidate.id(), candidate.place());
                continue;
            }
            Memtable.Content content = newer.content();
            if (content != null && filter.matches(content.record())) {
                places.put(candidate.id(), content);
            }
        }
        for (int i = 0; i < tables.size(); i++) {
            List<Memtable> newer = tables.subList(i + 1, tables.size());
            TopCandidates top = new TopCandidates(limit + SLACK);
            tables.get(i).scan(query, filter, id -> View.slot(newer, id) != null, top);
            top.toList().forEach(candidate -> places.put(candidate.id(), candidate.place()));
        }
        return best(places);
    }

    private List<Hit> best(Map<Long, Candidate.Place> places) throws IOException {
        List<Scored> scored = new ArrayList<>(places.size());
        for (Map.Entry<Long, Candidate.Place> entry : places.entrySet()) {
            scored.add(new Scored(entry.getKey(), cosine(vector(entry.getValue())), entry.getValue()));
        }
        scored.sort(Scored.BEST_FIRST);
        List<Hit> hits = new ArrayList<>(limit);
        for (Scored best : scored.subList(0, Math.min(limit, scored.size()))) {
            hits.add(new Hit(record(best.place()), best.score()));
        }
        return List.copyOf(hits);
    }

    private ImageRecord record(Candidate.Place place) throws IOException {
        return switch (place) {
            case Memtable.Content content -> content.record();
            case Location location -> view.base().record(location);
        };
    }

    private float[] vector(Candidate.Place place) throws IOException {
        return switch (place) {
            case Memtable.Content content -> content.vector();
            case Location location -> view.base().vector(location);
        };
    }

    private double cosine(float[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += (double) query[i] * vector[i];
        }
        return Math.clamp(sum, -1.0, 1.0);
    }
}
