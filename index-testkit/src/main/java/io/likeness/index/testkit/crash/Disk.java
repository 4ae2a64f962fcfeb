package io.likeness.index.testkit.crash;

import io.likeness.index.testkit.crash.DirectoryChange.Entry;
import io.likeness.index.testkit.crash.Node.DirectoryNode;
import io.likeness.index.testkit.crash.Node.FileNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link CrashableFileSystem}: a tree of nodes, and the changes of directories that are not durable yet. Names are given as lists from
 * the root. Safe for use by many threads; one lock, that of the object.
 */
final class Disk {
    private final Path store;
    // Guarded by this, as are the nodes and the fields below.
    private final Faults faults = new Faults();
    private final DirectoryNode root = new DirectoryNode(0);
    private final DirectoryNode top = new DirectoryNode(1);
    private final Set<FileChannel> channels = new HashSet<>();
    private final List<DirectoryChange> pending = new ArrayList<>();
    private long lastNumber = 1;
    private long forces;

    /** A step on the real file system. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /** Something that may go wrong with a step. */
    @FunctionalInterface
    private interface Fault {
        void check() throws IOException;
    }

    /**
     * An empty disk.
     *
     * @param store an empty real folder
     * @param top the name of the only directory in the root, which is durable
     */
    Disk(Path store, String top) {
        this.store = store;
        DirectoryChange mount = DirectoryChange.of(new Entry(root, top, this.top));
        mount.applyLive();
        mount.applyDurable();
    }

    /** The real folder that holds the contents. */
    Path store() {
        return store;
    }

    /** Access to the faults, under the lock. */
    synchronized <T> T faults(Function<Faults, T> use) {
        return use.apply(faults);
    }

    synchronized long forces() {
        return forces;
    }

    synchronized @Nullable Node find(List<String> names) throws IOException {
        faults.checkPower();
        Node node = root;
        for (String name : names) {
            if (!(node instanceof DirectoryNode directory)) {
                return null;
            }
            node = directory.live().get(name);
        }
        return node;
    }

    synchronized Node require(List<String> names) throws IOException {
        Node node = find(names);
        if (node == null) {
            throw new NoSuchFileException(text(names));
        }
        return node;
    }

    synchronized List<String> list(List<String> names) throws IOException {
        if (require(names) instanceof DirectoryNode directory) {
            return List.copyOf(directory.live().keySet());
        }
        throw new NotDirectoryException(text(names));
    }

    synchronized void createDirectory(List<String> names) throws IOException {
        if (find(names) != null) {
            throw new FileAlreadyExistsException(text(names));
        }
        DirectoryNode parent = parent(names);
        step(() -> faults.stepWriting(text(names)));
        apply(DirectoryChange.of(new Entry(parent, names.getLast(), new DirectoryNode(++lastNumber))));
    }

    synchronized FileNode createFile(List<String> names) throws IOException {
        DirectoryNode parent = parent(names);
        step(() -> faults.stepWriting(text(names)));
        FileNode file = FileNode.empty(++lastNumber, store);
        apply(DirectoryChange.of(new Entry(parent, names.getLast(), file)));
        return file;
    }

    synchronized void delete(List<String> names) throws IOException {
        checkReplaceable(names, require(names));
        step(faults::step);
        apply(DirectoryChange.of(new Entry(parent(names), names.getLast(), null)));
    }

    synchronized void move(List<String> from, List<String> to, boolean replace) throws IOException {
        Node node = require(from);
        Node there = find(to);
        if (node == there) {
            return;
        }
        if (there != null) {
            if (!replace) {
                throw new FileAlreadyExistsException(text(to));
            }
            checkReplaceable(to, there);
        }
        if (to.size() > from.size() && to.subList(0, from.size()).equals(from)) {
            throw new FileSystemException(text(from), text(to), "Invalid argument");
        }
        DirectoryNode target = parent(to);
        step(faults::step);
        apply(DirectoryChange.of(new Entry(parent(from), from.getLast(), null), new Entry(target, to.getLast(), node)));
    }

    private static void checkReplaceable(List<String> names, Node node) throws IOException {
        if (names.isEmpty()) {
            throw new FileSystemException("/", null, "Device or resource busy");
        }
        if (node instanceof DirectoryNode directory && !directory.live().isEmpty()) {
            throw new DirectoryNotEmptyException(text(names));
        }
    }

    private DirectoryNode parent(List<String> names) throws IOException {
        if (names.isEmpty()) {
            throw new FileAlreadyExistsException("/");
        }
        List<String> parent = names.subList(0, names.size() - 1);
        if (require(parent) instanceof DirectoryNode directory) {
            return directory;
        }
        throw new NotDirectoryException(text(parent));
    }

    private void apply(DirectoryChange change) {
        change.applyLive();
        pending.add(change);
    }

    /** Keeps a real channel until it is closed, so that a crash can close it. */
    synchronized FileChannel opened(FileChannel channel) throws IOException {
        faults.checkPower();
        channels.add(channel);
        return channel;
    }

    /** Closes a real channel, whether the power is on or not. */
    synchronized void close(FileChannel channel) throws IOException {
        channels.remove(channel);
        channel.close();
    }

    /** Changes the bytes of {@code file} by {@code change}. */
    synchronized <T> T change(FileNode file, boolean needsSpace, Step<T> change) throws IOException {
        step(needsSpace ? () -> faults.stepWriting(null) : faults::step);
        file.beforeChange();
        return change.run();
    }

    /** Makes the bytes of {@code file} durable. */
    synchronized void force(FileNode file) throws IOException {
        stepForcing();
        file.force();
    }

    /**
     * Makes the entries of {@code directory} durable. A move between two directories becomes durable in both, and with it what was changed before in
     * the other one, since a disk does not reorder changes of one directory.
     */
    synchronized void force(DirectoryNode directory) throws IOException {
        stepForcing();
        Set<DirectoryNode> directories = new HashSet<>(Set.of(directory));
        List<DirectoryChange> due = new ArrayList<>();
        for (DirectoryChange change : pending.reversed()) {
            if (change.directories().stream().anyMatch(directories::contains)) {
                directories.addAll(change.directories());
                due.addFirst(change);
            }
        }
        due.forEach(DirectoryChange::applyDurable);
        pending.removeAll(due);
    }

    private void stepForcing() throws IOException {
        step(faults::stepForcing);
        forces++;
    }

    private void step(Fault fault) throws IOException {
        try {
            fault.check();
        } finally {
            if (faults.isOff()) {
                powerOff();
            }
        }
    }

    /** Ends everything: whatever is still open is closed, and every later call fails. */
    synchronized void powerOff() throws IOException {
        faults.powerOff();
        for (FileChannel channel : channels) {
            channel.close();
        }
        channels.clear();
    }

    /** Turns the power off and builds, on {@code next}, what is found when it is on again. */
    synchronized void crashInto(Disk next, Survival survival) throws IOException {
        powerOff();
        survival.changes(pending).forEach(DirectoryChange::applyDurable);
        synchronized (next) {
            next.takeOver(top, next.top, survival);
        }
        deleteStore();
    }

    private void takeOver(DirectoryNode from, DirectoryNode to, Survival survival) throws IOException {
        for (Map.Entry<String, Node> entry : from.durable().entrySet()) {
            Node node = switch (entry.getValue()) {
                case FileNode file -> takeOver(file, survival);
                case DirectoryNode directory -> {
                    DirectoryNode copy = new DirectoryNode(++lastNumber);
                    takeOver(directory, copy, survival);
                    yield copy;
                }
            };
            to.live().put(entry.getKey(), node);
            to.durable().put(entry.getKey(), node);
        }
    }

    private FileNode takeOver(FileNode file, Survival survival) throws IOException {
        if (file.forced()) {
            return FileNode.takeOver(file, ++lastNumber, store);
        }
        byte[] bytes = survival.bytes(file.durableBytes(), Files.readAllBytes(file.live()));
        return FileNode.survivor(++lastNumber, store, bytes);
    }

    /** Deletes the real folder with the contents. */
    synchronized void deleteStore() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(store);
    }

    private static String text(List<String> names) {
        return "/" + String.join("/", names);
    }
}
