package io.likeness.index.milvus;

import io.likeness.index.Hit;
import io.likeness.index.SearchQuery;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.util.ArrayList;
import java.util.List;

/** Finds the nearest, in the order of the port. */
final class Search {
    /** More than are wanted are asked for, to see whether the last ones have equals. */
    private static final int BEYOND = 32;

    /** What the graph of Milvus compares at least, for small limits. */
    private static final int LEAST_EFFORT = 128;

    /** Vectors that are compared here at most, in bytes. */
    private static final int MOST_EXACT_BYTES = 16 << 20;

    private final MilvusTable table;
    private final int dimension;

    Search(MilvusTable table, int dimension) {
        this.table = table;
        this.dimension = dimension;
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
            if (hits.size() < asked) {
                return best(completed(hits, which, query), query);
            }
            // Milvus cuts equals in no order; the port wants the lowest ids of them.
            boolean cut = hits.size() == asked
                    && hits.get(query.limit() - 1).score() == hits.getLast().score();
            if (!cut || asked == MilvusTable.MAX_ROWS) {
                return best(hits, query);
            }
            asked = Math.min(MilvusTable.MAX_ROWS, asked * 4);
        }
    }

    /**
     * All there is, where that is not much: of records that are new, Milvus compares only a part with the query, which is seen where it finds fewer than
     * were asked for though there are more.
     */
    private List<Hit> completed(List<Hit> found, Expression which, SearchQuery query) {
        // A hint: the search has just made this Milvus wait for what is newest.
        long there = table.count(which, ConsistencyLevel.EVENTUALLY);
        int most = Math.min(MilvusTable.MAX_ROWS / 2, MOST_EXACT_BYTES / Float.BYTES / dimension);
        if (there <= found.size() || there > most) {
            return found;
        }
        List<String> columns = new ArrayList<>(Rows.RECORD);
        columns.add(Columns.VECTOR);
        return table.rows(which, columns).stream()
                .map(row -> new Hit(Rows.record(row), query.embedding().cosine(Rows.embedding(row, dimension))))
                .sorted(Hit.BEST_FIRST)
                .toList();
    }

    private static List<Hit> best(List<Hit> hits, SearchQuery query) {
        return List.copyOf(hits.subList(0, Math.min(query.limit(), hits.size())));
    }

    private static Hit hit(SearchResult result) {
        return new Hit(Rows.record(result.getEntity()), Math.clamp((double) result.getScore(), -1.0, 1.0));
    }
}
