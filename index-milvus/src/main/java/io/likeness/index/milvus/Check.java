package io.likeness.index.milvus;

import io.likeness.failure.Failure;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexProblem;
import io.likeness.index.ListQuery;
import io.likeness.index.milvus.Put.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads all rows and says what is wrong with them. Used by one thread, once. */
final class Check {
    private static final int PAGE = 500;

    private final MilvusTable table;
    private final int dimension;
    private final Walk walk;
    private final List<IndexProblem> problems = new ArrayList<>();
    private final Map<Identity, Long> ids = new HashMap<>();

    Check(MilvusTable table, int dimension, Walk walk) {
        this.table = table;
        this.dimension = dimension;
        this.walk = walk;
    }

    List<IndexProblem> problems() {
        ListQuery.@Nullable Position after = null;
        while (true) {
            List<ImageRecord> page = walk.step(new ListQuery(ListQuery.Order.OLDEST, after, PAGE, Filter.ALL));
            if (page.isEmpty()) {
                return List.copyOf(problems);
            }
            page.forEach(this::checkIdentity);
            checkVectors(page);
            after = ListQuery.Position.of(page.getLast());
        }
    }

    private void checkIdentity(ImageRecord record) {
        Long other = ids.putIfAbsent(Identity.of(record), record.id());
        if (other != null) {
            problems.add(new IndexProblem(
                    "id " + record.id(), "has the key and content of id " + other, "delete one of the two by its id"));
        }
    }

    private void checkVectors(List<ImageRecord> page) {
        List<Long> wanted = page.stream().map(ImageRecord::id).toList();
        for (Map<String, Object> row :
                table.rows(Expression.anyOf(Columns.ID, wanted), List.of(Columns.ID, Columns.VECTOR))) {
            try {
                Rows.embedding(row, dimension);
            } catch (IllegalArgumentException | Failure e) {
                problems.add(new IndexProblem(
                        "id " + Rows.id(row),
                        "its vector is " + e.getMessage(),
                        "delete the picture by its id and add it again"));
            }
        }
    }
}
