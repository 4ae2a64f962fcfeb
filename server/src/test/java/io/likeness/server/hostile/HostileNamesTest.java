package io.likeness.server.hostile;

import static io.likeness.server.testing.FakeEngine.picture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Archives and lists whose names are no names: each entry is stored under just that name, or fails alone and says why. */
class HostileNamesTest {
    private static final String LONG = "x".repeat(60_000) + ".jpg";

    /** May be stored: nothing is made of them but text. */
    private static final List<String> STORED = List.of(
            "../../../etc/passwd.jpg",
            "/etc/passwd.jpg",
            "C:\\Windows\\win.jpg",
            "\\\\host\\share\\a.jpg",
            "CON.jpg",
            "a//b/./c/../d.jpg",
            "=cmd|' /C calc'!A0.jpg",
            "<script>alert(1)</script>.jpg",
            "%2e%2e%2f\u202egpj.exe.jpg",
            "\ud83d\ude00 \u00e4\u0308\ufeff.jpg",
            "'; drop table images; --.jpg",
            "${jndi:ldap://127.0.0.1/a}.jpg",
            " .jpg");

    private static final List<String> CONTROLS = List.of(
            "nul\0.jpg", "two\r\nlines.jpg", "data: {}\n\nevent: progress.jpg", "\u001b[2Jclear.jpg", "tab\t.jpg");

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void zip_ofHostileNames_isStoredOrFailsByName() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries().entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        // In the ZIPs of Java's own writer these are DOS names.
        Set<String> named = STORED.stream().map(name -> name.replace('\\', '/')).collect(Collectors.toSet());
        named.addAll(CONTROLS);
        assertThat(stored(bytes.toByteArray())).isEqualTo(named);
    }

    @Test
    void tar_ofHostileNames_isStoredOrFailsByName() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Map.Entry<String, byte[]> each : entries().entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(each.getKey(), true);
                entry.setSize(each.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(each.getValue());
                tar.closeArchiveEntry();
            }
        }
        // A name ends at its NUL there.
        assertThat(stored(bytes.toByteArray())).containsAll(STORED).contains("nul", "two\r\nlines.jpg");
    }

    private static Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        STORED.forEach(name -> entries.put(name, picture(1, entries.size(), 1)));
        CONTROLS.forEach(name -> entries.put(name, picture(1, entries.size(), 1)));
        entries.put(LONG, picture(1, entries.size(), 1));
        return entries;
    }

    /** Imports all but the entry that is too long, and answers what is stored. */
    private Set<String> stored(byte[] archive) {
        JsonNode end = imported(archive);

        assertThat(end.get("added").intValue()).isEqualTo(STORED.size() + CONTROLS.size());
        assertThat(end.get("failed").intValue()).isEqualTo(1);
        JsonNode error = end.get("last_errors").get(0);
        assertThat(error.get("name").stringValue())
                .startsWith("19: xxx")
                .endsWith("x…")
                .hasSize(1001);
        assertThat(error.get("reason").stringValue()).contains("imgPath has 60004 bytes");
        return paths();
    }

    /** Imports a file; every line of its events and of its failures is one of these. */
    private JsonNode imported(byte[] file) {
        HttpResponse<String> answer = server.multipart("/v1/imports", Map.of("file", file));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String id = TestServer.tree(answer).get("id").stringValue();
        // Ends when the import does.
        assertThat(server.get("/v1/imports/" + id + "/events").body().lines())
                .allMatch(
                        line -> line.isEmpty() || line.equals("event: progress") || line.startsWith("data: {\"id\":"));
        JsonNode end = TestServer.tree(server.get("/v1/imports/" + id));
        assertThat(end.get("state").stringValue()).isEqualTo("done");
        System.out.println(
                "XXX " + server.get("/v1/imports/" + id + "/failures").body().replaceAll("xxxx+", "xxxx"));
        return end;
    }

    private Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        TestServer.tree(server.get("/v1/images?limit=100"))
                .get("images")
                .forEach(image -> paths.add(image.get("imgPath").stringValue()));
        return paths;
    }

    @Test
    void csv_ofHostileFields_isReadOrFailsByLine() {
        String csv = "url,x,key,imgPath,tags,tag.,tag.a b,tag.\u0000\n"
                + "http://shop.example/1.jpg,,\u0000,,,,,\n"
                + "\"http://shop.example/\r\n2.jpg\",,k,,,,,\n"
                + "http://shop.example/3.jpg,,\"a\nb\",,,,,\n"
                + "http://shop.example/4.jpg,,k,\"/\u001b[2J\r\n\",,,,\n"
                + "http://shop.example/5.jpg,,k,,,x,,\n"
                + "http://shop.example/6.jpg,,k,,,,x,\n"
                + "http://shop.example/7.jpg,,k,,,,,x\n"
                + "http://shop.example/8.jpg,,k,,\"{\"\"\u0000\"\":{\"\"a\"\":1}}\",,,\n"
                + "http://shop.example/9.jpg,," + "k".repeat(5_000) + ",,,,,\n"
                + "file:///etc/passwd,,k,,,,,\n"
                + "http://169.254.169.254/latest,,k,,,,,\n"
                + "javascript:alert(1),,k,,,,,\n"
                + "=1+1,,k,,,,,\n";
        for (int i = 1; i < 10; i++) {
            server.engine().put("http://shop.example/" + i + ".jpg", picture(1, i, 1));
        }
        JsonNode end = imported(csv.getBytes(UTF_8));

        assertThat(end.get("added").intValue()).isEqualTo(5);
        assertThat(end.get("last_errors")
                        .valueStream()
                        .map(error -> error.get("name").stringValue()))
                .containsExactlyInAnyOrder(
                        "3: http://shop.example/\r\n2.jpg",
                        "9: http://shop.example/5.jpg",
                        "12",
                        "13: http://shop.example/9.jpg",
                        "14: file:///etc/passwd",
                        "15: http://169.254.169.254/latest",
                        "16: javascript:alert(1)",
                        "17: =1+1");
        assertThat(paths())
                .containsExactlyInAnyOrder(
                        "http://shop.example/1.jpg",
                        "http://shop.example/3.jpg",
                        "/\u001b[2J\r\n",
                        "http://shop.example/6.jpg",
                        "http://shop.example/7.jpg");
    }
}
