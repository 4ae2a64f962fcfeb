package io.likeness.index.milvus;

import io.likeness.index.Hit;
import io.likeness.index.SearchQuery;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.util.List;

/** Finds the nearest, in the order of the port. */
final class Search {
    /** More than are wanted are asked for, to see whether the last ones have equals. */
    private static final int BEYOND = 32;

    /** What the graph of Milvus compares at least, for small limits. */
    private static final int LEAST_EFFORT = 128;

    private final MilvusTable table;

    Search(MilvusTable table) {
        this.table = table;
    }

    List<Hit> hits(SearchQuery query) {
        Expression which = Expression.of(query.filter());
        if (which.equals(Expression.Constant.NONE)) {
            table.prepare();
            return List.of();
        }
        float[] vector = Rows.values(query.embedding());
        int asked = query.limit() + BEYOND;
        while (true) {
            List<Hit> hits = table.search(vector, asked, Math.max(asked, LEAST_EFFORT), which).stream()
                    .map(Search::hit)
                    .sorted(Hit.BEST_FIRST)
                    .toList();
            if (hits.size() <= query.limit()) {
                return hits;
            }
            // Milvus cuts equals in no order; the port wants the lowest ids of them.
            boolean cut = hits.size() == asked
                    && hits.get(query.limit() - 1).score() == hits.getLast().score();
            if (!cut || asked == MilvusTable.MAX_ROWS) {
                return List.copyOf(hits.subList(0, query.limit()));
            }
            asked = Math.min(MilvusTable.MAX_ROWS, asked * 4);
        }
    }

    private static Hit hit(SearchResult result) {
        return new Hit(Rows.record(result.getEntity()), Math.clamp((double) result.getScore(), -1.0, 1.0));
    }
}
