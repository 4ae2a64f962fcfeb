package io.likeness.imports.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageFetcher;
import io.likeness.image.ImageSource;
import io.likeness.imports.ImportFolders;
import io.likeness.imports.ImportItem;
import io.likeness.imports.ImportItems;
import io.likeness.imports.ImportRequest;
import io.likeness.imports.ImportSource;
import io.likeness.index.Attributes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceOpenerTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1000, 5, 100_000);
    private static final ImageFetcher ECHO = source -> EncodedImage.of(
            switch (source) {
                case ImageSource.Url(String url) -> url.getBytes(UTF_8);
                case ImageSource.LocalPath(String path) -> path.getBytes(UTF_8);
                case ImageSource.Upload _, ImageSource.Base64 _ -> throw new AssertionError("not asked for");
            });

    private static final ImportFolders FOLDERS = new ImportFolders() {
        @Override
        public Path source(String path) {
            return Path.of(path);
        }

        @Override
        public Path destination(String path) {
            return Path.of(path);
        }
    };

    @TempDir
    Path temp;

    @Test
    void zip_filesFoldersAndHostileNames_areReadAsNamesOnly() throws IOException {
        Path zip = zip("a/1.jpg", "../../etc/passwd", "图/片.png");
        assertThat(read(new ImportSource.Archive(zip)))
                .containsExactly("a/1.jpg=<a/1.jpg>", "../../etc/passwd=<../../etc/passwd>", "图/片.png=<图/片.png>");
    }

    @Test
    void zip_entryThatUnpacksTooLarge_failsAloneWhateverItClaims() throws IOException {
        Path zip = temp.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            put(out, "bomb.jpg", new byte[50_000]);
            put(out, "good.jpg", "<good>".getBytes(UTF_8));
        }
        assertThat(Files.size(zip)).isLessThan(1000);
        try (ImportItems items = open(new ImportSource.Archive(zip))) {
            ImportItem bomb = items.next().orElseThrow();
            assertThatThrownBy(bomb::read)
                    .isInstanceOf(Failure.TooLarge.class)
                    .hasMessageContaining("more than 1000 bytes (likeness.max-bytes)");
            assertThat(text(items.next().orElseThrow().read())).isEqualTo("<good>");
        }
    }

    @Test
    void zip_moreEntriesThanAllowed_isRefused() throws IOException {
        Path zip = zip("1", "2", "3", "4", "5", "6");
        assertThatThrownBy(() -> read(new ImportSource.Archive(zip)))
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessageContaining("more than 5 entries");
    }

    @Test
    void zip_cutOff_isRefused() throws IOException {
        Path zip = zip("1", "2");
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, java.util.Arrays.copyOf(bytes, bytes.length - 30));
        assertThatThrownBy(() -> read(new ImportSource.Archive(zip))).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void tar_plainAndZipped_givesFilesAndPassesOverLinks() throws IOException {
        byte[] tar = tar("a/1.jpg", "2.png");
        Path plain = Files.write(temp.resolve("plain"), tar);
        assertThat(read(new ImportSource.Archive(plain))).containsExactly("a/1.jpg=<a/1.jpg>", "2.png=<2.png>");
        assertThat(read(new ImportSource.Archive(gzip(tar)))).containsExactly("a/1.jpg=<a/1.jpg>", "2.png=<2.png>");
    }

    @Test
    void tar_gzipBomb_endsAtTheTotalLimit() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            put(tar, "bomb.jpg", new byte[5_000_000]);
        }
        Path bomb = gzip(bytes.toByteArray());
        assertThat(Files.size(bomb)).isLessThan(10_000);
        assertThatThrownBy(() -> {
                    try (ImportItems items = open(new ImportSource.Archive(bomb))) {
                        assertThatThrownBy(items.next().orElseThrow()::read).isInstanceOf(Failure.TooLarge.class);
                        items.next();
                    }
                })
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessageContaining("likeness.import.max-unpacked-bytes");
    }

    @Test
    void tar_cutOff_isRefused() throws IOException {
        byte[] tar = tar("1.jpg", "2.jpg");
        Path cut = Files.write(temp.resolve("cut"), java.util.Arrays.copyOf(tar, 1100));
        assertThatThrownBy(() -> read(new ImportSource.Archive(cut))).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void archive_ofAnotherKind_isRefusedWithThoseTaken() throws IOException {
        Path other = Files.writeString(temp.resolve("x.zip"), "Rar!");
        assertThatThrownBy(() -> open(new ImportSource.Archive(other)).close())
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("ZIP, TAR and TAR.GZ");
    }

    @Test
    void csv_withKeysTagsAndQuotes_isRead() throws IOException {
        Path csv = Files.writeString(
                temp.resolve("list.csv"),
                "\uFEFFurl,key,imgPath,tag.colour\r\nhttp://a/1.jpg,\"k,1\",p,red\r\n\r\nhttp://a/2.jpg,,,\r\n");
        List<ImportItem> items = items(new ImportSource.UrlList(csv));
        assertThat(items).extracting(ImportItem::name).containsExactly("2: http://a/1.jpg", "4: http://a/2.jpg");
        assertThat(items).extracting(ImportItem::key).containsExactly(Optional.of("k,1"), Optional.empty());
        assertThat(items)
                .extracting(ImportItem::attributes)
                .containsExactly(
                        new Attributes("p", Map.of("colour", "red")), new Attributes("http://a/2.jpg", Map.of()));
        assertThat(text(items.getFirst().read())).isEqualTo("http://a/1.jpg");
    }

    @Test
    void csv_withoutUrlColumn_isRefusedWithItsColumns() throws IOException {
        Path csv = Files.writeString(temp.resolve("list.csv"), "link,key\nhttp://a,1\n");
        assertThatThrownBy(() -> items(new ImportSource.UrlList(csv)))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("[link, key]");
    }

    @Test
    void jsonLines_withKeysAndTags_areRead() throws IOException {
        Path list = Files.writeString(
                temp.resolve("list.jsonl"),
                "{\"url\":\"http://a/1\",\"key\":\"k\",\"tags\":{\"n\":\"1\"}}\n\n{\"url\":\"http://a/2\"}\n");
        List<ImportItem> items = items(new ImportSource.UrlList(list));
        assertThat(items).extracting(ImportItem::name).containsExactly("1: http://a/1", "3: http://a/2");
        assertThat(items.getFirst().attributes()).isEqualTo(new Attributes("http://a/1", Map.of("n", "1")));
    }

    @Test
    void jsonLines_brokenLines_failAloneByNumber() throws IOException {
        Path list = Files.writeString(
                temp.resolve("list.jsonl"),
                "{\"url\":\"http://a/1\"}\n{broken\n[1]\n{\"key\":\"k\"}\n{\"url\":\"u\",\"tags\":3}\n{\"url\":\"http://a/2\"}");
        List<ImportItem> items = items(new ImportSource.UrlList(list));
        assertThat(items).hasSize(6);
        for (int i = 1; i < 5; i++) {
            assertThatThrownBy(items.get(i)::read)
                    .isInstanceOf(Failure.BadInput.class)
                    .hasMessageStartingWith("line " + (i + 1) + " of the list ");
        }
        assertThat(text(items.get(5).read())).isEqualTo("http://a/2");
    }

    @Test
    void jsonLines_endlessLine_isRefused() throws IOException {
        Path list = Files.writeString(temp.resolve("list.jsonl"), "{" + "x".repeat(2 << 20));
        assertThatThrownBy(() -> items(new ImportSource.UrlList(list)))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("more than 1048576 characters");
    }

    @Test
    void csv_tagsColumnShortLinesAndLinesWithoutUrl_areReadOrFailAlone() throws IOException {
        Path csv = Files.writeString(
                temp.resolve("list.csv"),
                "key,url,tags\nk1,http://a/1,\"{\"\"colour\"\":\"\"red\"\",\"\"price\"\":1.50}\"\nk2\nk3,http://a/3,nonsense\nk4,http://a/4\n");
        List<ImportItem> items = items(new ImportSource.UrlList(csv));
        assertThat(items).hasSize(4);
        assertThat(items.getFirst().attributes().tags())
                .containsExactlyInAnyOrderEntriesOf(Map.of("colour", "red", "price", "1.50"));
        assertThatThrownBy(items.get(1)::read).hasMessage("line 3 of the list has no url");
        assertThatThrownBy(items.get(2)::read).hasMessageContaining("line 4 of the list has tags that are no JSON");
        assertThat(items.get(3).key()).contains("k4");
    }

    @Test
    void list_thatIsSomethingElse_isRefused() throws IOException {
        for (String content : List.of("", "hello\n", "\u00ff\u00d8\u0000\u0001")) {
            Path file = Files.writeString(temp.resolve("list"), content);
            assertThatThrownBy(() -> open(SourceOpener.ofFile(file)).close())
                    .isInstanceOf(Failure.BadInput.class)
                    .hasMessageContaining("no column \"url\"");
        }
    }

    @Test
    void urlItem_relativePath_isThePathOfTheAddress() throws IOException {
        Path list = Files.writeString(
                temp.resolve("list.jsonl"),
                "{\"url\":\"https://a.example:8443/x/1.jpg?size=2#top\"}\n{\"url\":\"https://a.example\"}\n");
        assertThat(items(new ImportSource.UrlList(list)))
                .extracting(ImportItem::relativePath)
                .containsExactly("x/1.jpg", "");
    }

    @Test
    void zip_entryThatUnpacksToMoreThanItSays_fails() throws IOException {
        Path zip = zip("a.jpg");
        byte[] bytes = Files.readAllBytes(zip);
        int directory = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("PK\u0001\u0002");
        bytes[directory + 24] = 2;
        Files.write(zip, bytes);
        assertThatThrownBy(() -> read(new ImportSource.Archive(zip)))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("unpacks to more than the 2 bytes it says");
    }

    @Test
    void zip_manyEntriesThatUnpackTooMuchTogether_endAtTheTotalLimit() throws IOException {
        Path zip = zip("1", "2", "3");
        SourceOpener opener = new SourceOpener(ECHO, FOLDERS, new ArchiveLimits(1000, 5, 5));
        ImportRequest request =
                new ImportRequest("default", new ImportSource.Archive(zip), ImportRequest.KeyFrom.NAME, Map.of(), null);
        try (ImportItems items = opener.open(request)) {
            items.next().orElseThrow().read();
            assertThatThrownBy(items.next().orElseThrow()::read).isInstanceOf(Failure.TooLarge.class);
            assertThatThrownBy(items::next).isInstanceOf(Failure.TooLarge.class);
        }
    }

    @Test
    void zip_whoseDirectoryIsTooLong_isRefusedBeforeItIsRead() throws IOException {
        String[] names = new String[40];
        for (int i = 0; i < names.length; i++) {
            names[i] = "a".repeat(100) + i;
        }
        Path zip = zip(names);
        assertThatThrownBy(() -> open(new ImportSource.Archive(zip)).close())
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessageContaining("more than 5 entries (likeness.import.max-entries)");
    }

    @Test
    void archives_hiddenFilesAndDotSlash_arePassedOverAndTakenOff() throws IOException {
        assertThat(read(new ImportSource.Archive(zip("__MACOSX/._1.jpg", "a/.DS_Store", "./1.jpg"))))
                .containsExactly("1.jpg=<./1.jpg>");
        Path plain = Files.write(temp.resolve("plain"), tar("./a/1.jpg", "./.hidden/2.jpg"));
        assertThat(read(new ImportSource.Archive(plain))).containsExactly("a/1.jpg=<./a/1.jpg>");
    }

    @Test
    void zip_nameTwice_isTwoItems() throws IOException {
        Path zip = zip("a.jpg", "b.jpg");
        byte[] bytes = Files.readAllBytes(zip);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf("b.jpg"); at >= 0; at = text.indexOf("b.jpg", at + 1)) {
            bytes[at] = 'a';
        }
        Files.write(zip, bytes);
        assertThat(items(new ImportSource.Archive(zip)))
                .extracting(ImportItem::name)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void ofFile_archivesAndLists_areToldByContent() throws IOException {
        assertThat(SourceOpener.ofFile(zip("1"))).isInstanceOf(ImportSource.Archive.class);
        assertThat(SourceOpener.ofFile(gzip(tar("1")))).isInstanceOf(ImportSource.Archive.class);
        assertThat(SourceOpener.ofFile(Files.write(temp.resolve("tar"), tar("1"))))
                .isInstanceOf(ImportSource.Archive.class);
        assertThat(SourceOpener.ofFile(Files.writeString(temp.resolve("a.zip"), "url\n")))
                .isInstanceOf(ImportSource.UrlList.class);
    }

    private static ImportItems open(ImportSource source) {
        return new SourceOpener(ECHO, FOLDERS, LIMITS)
                .open(new ImportRequest("default", source, ImportRequest.KeyFrom.NAME, Map.of(), null));
    }

    private static List<ImportItem> items(ImportSource source) {
        List<ImportItem> all = new ArrayList<>();
        try (ImportItems items = open(source)) {
            for (Optional<ImportItem> next = items.next(); next.isPresent(); next = items.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private static List<String> read(ImportSource source) {
        List<String> all = new ArrayList<>();
        try (ImportItems items = open(source)) {
            for (Optional<ImportItem> next = items.next(); next.isPresent(); next = items.next()) {
                all.add(next.get().relativePath() + "=" + text(next.get().read()));
            }
        }
        return all;
    }

    private static String text(EncodedImage image) {
        return UTF_8.decode(image.buffer()).toString();
    }

    private Path zip(String... names) throws IOException {
        Path zip = temp.resolve("pictures");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("folder/"));
            for (String name : names) {
                put(out, name, ("<" + name + ">").getBytes(UTF_8));
            }
        }
        return zip;
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
    }

    private static byte[] tar(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
            for (String name : names) {
                put(out, name, ("<" + name + ">").getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream out, String name, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        out.putArchiveEntry(entry);
        out.write(bytes);
        out.closeArchiveEntry();
    }

    private Path gzip(byte[] bytes) throws IOException {
        Path file = temp.resolve("zipped");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
        return file;
    }
}
