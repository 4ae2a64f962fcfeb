package io.likeness.index.testkit.crash;

import io.likeness.index.testkit.crash.Node.DirectoryNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One change of directory entries that reaches the disk whole or not at all.
 *
 * @param entries in the order they are set
 */
record DirectoryChange(List<Entry> entries) {
    /**
     * One entry.
     *
     * @param node what the name stands for from now on, or null for nothing
     */
    record Entry(
            DirectoryNode directory, String name, @Nullable Node node) {
        void setIn(Map<String, Node> names) {
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }
    }

    static DirectoryChange of(Entry... entries) {
        return new DirectoryChange(List.of(entries));
    }

    Set<DirectoryNode> directories() {
        return entries.stream().map(Entry::directory).collect(Collectors.toSet());
    }

    void applyLive() {
        entries.forEach(entry -> entry.setIn(entry.directory().live()));
    }

    void applyDurable() {
        entries.forEach(entry -> entry.setIn(entry.directory().durable()));
    }
}
