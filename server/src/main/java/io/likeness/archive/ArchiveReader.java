package io.likeness.archive;

import io.likeness.failure.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Reads an archive once, from its beginning to its end, and checks it meanwhile. For use by one thread. */
final class ArchiveReader {
    private static final Pattern MODEL_FILE =
            Pattern.compile(ArchiveLayout.MODEL + "([A-Za-z0-9][A-Za-z0-9._-]{0,127})");
    private static final Pattern CHUNK_ENTRY = Pattern.compile(
            ArchiveLayout.COLLECTIONS + "([a-z0-9][a-z0-9_-]{0,62})/(0|[1-9][0-9]{0,17})/(records|vectors|previews)");

    private final TarArchiveInputStream tar;
    private final ArchiveContent content;
    private final MessageDigest checksum = ArchiveLayout.checksum();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private @Nullable ArchiveManifest manifest;
    private boolean ended;

    private ArchiveReader(TarArchiveInputStream tar, ArchiveContent content) {
        this.tar = tar;
        this.content = content;
    }

    /**
     * Reads an archive.
     *
     * @throws Failure.Conflict if it is of another format, cut off or altered
     * @throws Failure.NotFound if there is no such file
     * @throws Failure.BadInput if the file is no archive of this kind
     */
    static void read(Path file, ArchiveContent content) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
            new ArchiveReader(tar, content).read();
        } catch (NoSuchFileException _) {
            throw new Failure.NotFound("there is no file " + file);
        } catch (IOException e) {
            throw ArchiveLayout.damaged(e.getMessage() + " (" + file + ")");
        } catch (IllegalArgumentException e) {
            // What the TAR reader makes of headers that are none.
            throw ArchiveLayout.damaged("it is no TAR file, " + e.getMessage() + " (" + file + ")");
        }
    }

    private void read() throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (ended) {
                throw ArchiveLayout.damaged("something follows its end, " + entry.getName());
            }
            take(entry);
        }
        if (manifest == null) {
            throw new Failure.BadInput("the file is no archive that likeness export wrote");
        }
        if (!ended) {
            throw ArchiveLayout.damaged("it was cut off, " + ArchiveLayout.END + " is missing");
        }
    }

    private void take(TarArchiveEntry entry) throws IOException {
        String name = entry.getName();
        Matcher model = MODEL_FILE.matcher(name);
        Matcher chunk = CHUNK_ENTRY.matcher(name);
        if (manifest == null) {
            if (!name.equals(ArchiveLayout.MANIFEST)) {
                throw new Failure.BadInput("the file is no archive that likeness export wrote: it begins with " + name);
            }
            ArchiveManifest found = ArchiveManifest.decode(bytes(entry));
            manifest = found;
            content.begin(found);
        } else if (model.matches()) {
            ArchiveLayout.begin(checksum, name, entry.getSize());
            content.modelFile(model.group(1), new DigestInputStream(tar, checksum));
        } else if (chunk.matches() && chunk.group(3).equals(ArchiveLayout.RECORDS)) {
            chunk(entry, chunk.group(1), manifest);
        } else if (name.equals(ArchiveLayout.END)) {
            end(entry);
        } else {
            throw ArchiveLayout.damaged("it holds " + name + ", which this version does not know there");
        }
    }

    private void chunk(TarArchiveEntry first, String collection, ArchiveManifest known) throws IOException {
        if (!known.collections().contains(collection)) {
            throw ArchiveLayout.damaged("it holds a collection that it does not name, " + collection);
        }
        String folder = first.getName().substring(0, first.getName().length() - ArchiveLayout.RECORDS.length());
        byte[] records = bytes(first);
        byte[] vectors = bytes(next(folder + ArchiveLayout.VECTORS));
        byte[] previews = bytes(next(folder + ArchiveLayout.PREVIEWS));
        Chunk chunk = Chunk.read(records, vectors, previews, known.model().dimension());
        counts.merge(collection, (long) chunk.images().size(), Long::sum);
        content.pictures(collection, chunk);
    }

    private TarArchiveEntry next(String name) throws IOException {
        TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw ArchiveLayout.damaged(
                    name + " is missing, there is " + (entry == null ? "nothing more" : entry.getName()));
        }
        return entry;
    }

    private void end(TarArchiveEntry entry) throws IOException {
        String found = HexFormat.of().formatHex(checksum.digest());
        ArchiveEnd end = ArchiveEnd.decode(bytes(entry));
        if (!end.sha256().equals(found)) {
            throw ArchiveLayout.damaged("its content has the checksum " + found + ", expected is " + end.sha256());
        }
        counts.keySet().retainAll(end.pictures().keySet());
        for (String empty : end.pictures().keySet()) {
            counts.putIfAbsent(empty, 0L);
        }
        if (!counts.equals(end.pictures())) {
            throw ArchiveLayout.damaged("it says that it holds " + end.pictures() + ", and holds " + counts);
        }
        ended = true;
        content.end(counts);
    }

    private byte[] bytes(TarArchiveEntry entry) throws IOException {
        if (entry.getSize() > ArchiveLayout.MOST_BYTES) {
            throw ArchiveLayout.damaged(entry.getName() + " has " + entry.getSize() + " bytes");
        }
        ArchiveLayout.begin(checksum, entry.getName(), entry.getSize());
        byte[] bytes = tar.readAllBytes();
        checksum.update(bytes);
        return bytes;
    }

    /** Reads an archive only to check it. */
    static final class Check implements ArchiveContent {
        private SortedMap<String, Long> pictures = new TreeMap<>();

        @Override
        public void begin(ArchiveManifest manifest) {}

        @Override
        public void modelFile(String name, InputStream bytes) throws IOException {
            bytes.transferTo(OutputStream.nullOutputStream());
        }

        @Override
        public void pictures(String collection, Chunk chunk) {}

        @Override
        public void end(SortedMap<String, Long> counted) {
            pictures = counted;
        }

        SortedMap<String, Long> pictures() {
            return pictures;
        }
    }
}
