package io.likeness.server.compat;

import static io.likeness.server.testing.FakeEngine.picture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What may stand in a body, in which format, and what is said about one that is wrong. */
class BodiesTest {
    private static final String ADD_FILE = "/api/image/sim/add/file";
    private static final String ADD_URL = "/api/image/sim/add/url";
    private static final String SEARCH_FILE = "/api/image/sim/search/file";
    private static final String SEARCH_BASE64 = "/api/image/sim/search/base64";
    private static final String DEL_ID = "/api/image/sim/del/id";
    private static final String DEL_KEY = "/api/image/sim/del/key";

    private final TestServer server = SharedServer.get();

    @Test
    void formBodies_whereJsonIsUsual_areTaken() {
        server.engine().put("http://bodies.example/form", picture(9, 1, 0));

        assertThat(server.form(ADD_URL, Map.of("url", "http://bodies.example/form", "key", "ключ & 键=+%"))
                        .body())
                .contains("\"code\":200");
        assertThat(server.multipart(DEL_KEY, Map.of("key", "ключ & 键=+%")).body())
                .contains("\"data\":1");
    }

    @Test
    void jsonBody_calledAFormByItsClient_isTaken() {
        HttpResponse<String> answer =
                server.post(DEL_KEY, "application/x-www-form-urlencoded", "{\"key\":\"nobody\"}".getBytes(UTF_8));

        assertThat(detail(answer)).startsWith("no stored picture has the key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=GBK",
                "application/json;charset=no-such-charset",
                "APPLICATION/JSON",
                "application/vnd.api+json"
            })
    void jsonBody_whateverCharsetIsDeclared_isReadAsUtf8(String type) {
        server.multipart(ADD_FILE, Map.of("file", picture(9, 2, 0), "key", "键"));
        HttpResponse<String> answer = server.post(DEL_KEY, type, "{\"key\":\"键\"}".getBytes(UTF_8));

        assertThat(answer.body()).contains("\"data\":1");
    }

    @Test
    void jsonBody_inAnotherCharset_saysSo() {
        HttpResponse<String> answer =
                server.post(DEL_KEY, "application/json", "{\"key\":\"键\"}".getBytes(Charset.forName("GBK")));

        assertThat(detail(answer)).startsWith("the body is not JSON: Invalid UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|the body is empty, it must be a JSON object",
                "[]|the body must be a JSON object",
                "\"text\"|the body must be a JSON object",
                "null|the body must be a JSON object",
                "{\"key\":|the body is not JSON",
                "{\"key\":\"a\"} x|the body is not JSON",
                "{\"key\":\"a\"} {}|something follows the JSON object",
                "{key:1}|the body is not JSON",
                "{\"key\":{\"a\":1}}|key must be a text or a number, not an object",
                "{\"key\":true}|key must be a text or a number, not true or false",
                "{\"key\":[[1]]}|key must be a list of texts or numbers, not of a list",
                "{\"key\":[null]}|key must be a list of texts or numbers, not of null",
                "{\"key\":\"a\",\"key\":\"b\"}|the body is not JSON: Duplicate",
                "{\"key\":\"\\ud83d\"}|key holds half a character",
                "{\"key\":\"\"}|\"key\" is missing",
                "{\"key\":\" , ,\"}|\"key\" is missing",
                "{\"key\":[]}|\"key\" is missing"
            })
    void jsonBody_thatIsWrong_saysWhatIsWrong(String body, String detail) {
        HttpResponse<String> answer = server.json(DEL_KEY, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestServer.tree(answer).get("msg").asString()).isEqualTo("删除图片失败!");
        assertThat(detail(answer)).startsWith(detail);
    }

    @Test
    void jsonBody_deeplyNested_isRefused() {
        HttpResponse<String> answer = server.json(DEL_KEY, "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");

        assertThat(detail(answer)).startsWith("the body is not JSON");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1000,1000", "'\"5\"',5", "'\" 5 \"',5", "5.0,5", "1e1,10"})
    void limit_asNumberOrText_isTaken(String limit, int hits) {
        for (int i = 0; i < 5; i++) {
            server.multipart(ADD_FILE, Map.of("file", picture(0, 9, i), "key", "limit-" + i));
        }
        HttpResponse<String> answer = search("{\"base64\":\"%s\",\"limit\":%s}", limit);

        assertThat(TestServer.tree(answer).get("code").asInt())
                .as(answer.body())
                .isEqualTo(200);
        assertThat(TestServer.tree(answer).get("data").size()).isBetween(Math.min(hits, 5), hits);
    }

    @ParameterizedTest
    @CsvSource({
        "0,'limit is 0, allowed are 1 to 1000'",
        "-1,'limit is -1, allowed are 1 to 1000'",
        "1001,'limit is 1001, allowed are 1 to 1000'",
        "1.5,'limit is 1.5, which is not a whole number'",
        "'\"ten\"','limit is \"ten\", which is not a number'",
        "99999999999999999999,'limit is 99999999999999999999, which is not a whole number'",
        "1e999999999,'limit is 1e999999999, which is not a whole number'",
        "[5],'limit is a list, it must be a text'",
        "true,'limit must be a text or a number, not true or false'"
    })
    void limit_outside_saysSo(String limit, String detail) {
        assertThat(detail(search("{\"base64\":\"%s\",\"limit\":%s}", limit))).startsWith(detail);
    }

    @Test
    void limit_inAForm_isChecked() {
        HttpResponse<String> answer = server.multipart(SEARCH_FILE, Map.of("file", picture(1, 1, 1), "limit", "0"));

        assertThat(detail(answer)).isEqualTo("limit is 0, allowed are 1 to 1000");
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("{\"key\":\"%s-1,%s-2\"}", 2),
                Arguments.of("{\"key\":\"%s-1, %s-2 ,,\"}", 2),
                Arguments.of("{\"key\":[\"%s-1\",\"%s-2\"]}", 2),
                Arguments.of("{\"key\":\"%s-1\"}", 1));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void keys_asTextOrList_deleteEach(String body, int deleted) {
        String run = "list" + System.nanoTime();
        server.multipart(ADD_FILE, Map.of("file", picture(9, 3, 0), "key", run + "-1"));
        server.multipart(ADD_FILE, Map.of("file", picture(9, 3, 0), "key", run + "-2"));

        assertThat(server.json(DEL_KEY, body.replace("%s", run)).body()).contains("\"data\":" + deleted);
    }

    @Test
    void key_withACommaOrBlanksAround_isDeletedByAList() {
        server.multipart(ADD_FILE, Map.of("file", picture(9, 4, 0), "key", " one, two "));

        assertThat(server.json(DEL_KEY, "{\"key\":[\" one, two \"]}").body()).contains("\"data\":1");
    }

    @Test
    void key_withBlanksAroundAndNoComma_isTakenAsItIs() {
        server.multipart(ADD_FILE, Map.of("file", picture(9, 5, 0), "key", " blank "));

        assertThat(server.json(DEL_KEY, "{\"key\":\" blank \"}").body()).contains("\"data\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":%s}", "{\"id\":\"%s\"}", "{\"id\":[%s]}", "{\"id\":\" %s , 999999999\"}"})
    void ids_asNumberTextOrList_deleteEach(String body) {
        String key = "id" + System.nanoTime();
        server.multipart(ADD_FILE, Map.of("file", picture(9, 6, 0), "key", key, "imgPath", key));
        JsonNode hits = TestServer.tree(
                        server.multipart(SEARCH_FILE, Map.of("file", picture(9, 6, 0), "limit", "1000")))
                .get("data");
        long id = hits.valueStream()
                .filter(hit -> hit.get("key").asString().equals(key))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asLong();

        assertThat(server.json(DEL_ID, body.formatted(id)).body()).contains("\"data\":1");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"abc\"','id is \"abc\", which is not a number'",
        "0,'id is 0, an id is 1 or more'",
        "'\"1,x\"','id is \"x\", which is not a number'",
        "9223372036854775808,'id is 9223372036854775808, which is not a whole number of at most 63 bits'",
        "9223372036854775807,'no stored picture has the id given'"
    })
    void ids_thatAreNone_saySo(String id, String detail) {
        assertThat(detail(server.json(DEL_ID, "{\"id\":" + id + "}"))).startsWith(detail);
    }

    @Test
    void names_tooMany_saySo() {
        String many = IntStream.rangeClosed(0, 10_000).mapToObj(String::valueOf).collect(Collectors.joining(","));

        assertThat(detail(server.json(DEL_KEY, "{\"key\":\"" + many + "\"}")))
                .isEqualTo("key has 10001 entries, allowed are 10000");
    }

    @Test
    void key_asNumber_isItsText() {
        server.engine().put("http://bodies.example/number", picture(9, 7, 0));
        server.json(ADD_URL, "{\"url\":\"http://bodies.example/number\",\"key\":4711}");

        assertThat(server.json(DEL_KEY, "{\"key\":\"4711\"}").body()).contains("\"data\":1");
    }

    @Test
    void keyAndImgPath_tooLong_saySo() {
        assertThat(detail(server.multipart(ADD_FILE, Map.of("file", picture(1, 1, 1), "key", "键".repeat(171)))))
                .isEqualTo("key has 513 bytes, allowed are 1 to 512");
        assertThat(detail(server.multipart(ADD_FILE, Map.of("file", picture(1, 1, 1), "imgPath", "x".repeat(1025)))))
                .isEqualTo("imgPath has 1025 bytes, allowed are 1024");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "image/jpeg", "application/xml", "text/html; charset=utf-8", "nonsense", ";;;"})
    void contentType_ofAnotherKind_saysWhatIsNeeded(String type) {
        HttpResponse<String> answer = server.post(ADD_URL, type, "x".getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestServer.tree(answer).get("msg").asString()).isEqualTo("存储图片失败!");
        assertThat(detail(answer)).contains("this needs application/json");
    }

    @Test
    void contentType_jsonForAFile_saysWhatIsNeeded() {
        assertThat(detail(server.json(ADD_FILE, "{\"file\":\"x\"}")))
                .isEqualTo(
                        "the Content-Type is application/json, this needs multipart/form-data with the picture in the"
                                + " part \"file\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data|the multipart form is broken",
                "multipart/form-data; boundary=other|the part",
                "multipart/form-data; boundary=----boundary4711|the multipart form is broken: it ends within a part"
            })
    void multipart_broken_saysSo(String type, String detail) {
        byte[] whole = TestServer.multipart(Map.of("file", picture(1, 1, 1)));
        byte[] cut = Arrays.copyOf(whole, whole.length - 20);

        assertThat(detail(server.post(ADD_FILE, type, cut))).startsWith(detail);
    }

    @Test
    void multipart_fileEmpty_saysSo() {
        assertThat(detail(server.multipart(ADD_FILE, Map.of("file", new byte[0]))))
                .isEqualTo("the part \"file\" is empty: 0 bytes");
    }

    @Test
    void multipart_tooManyParts_saysSo() {
        Map<String, Object> parts = new LinkedHashMap<>();
        IntStream.range(0, 101).forEach(i -> parts.put("x" + i, "y"));

        assertThat(detail(server.multipart(ADD_FILE, parts)))
                .isEqualTo("the form has more than 100 parts, which is the limit");
    }

    @Test
    void multipart_twoFiles_saysSo() {
        byte[] one = TestServer.multipart(Map.of("file", picture(1, 1, 1)));
        byte[] two = new byte[one.length * 2 - 22];
        System.arraycopy(one, 0, two, 0, one.length - 22);
        System.arraycopy(one, 0, two, one.length - 22, one.length);

        assertThat(detail(server.post(ADD_FILE, "multipart/form-data; boundary=----boundary4711", two)))
                .startsWith("there are several parts \"file\"");
    }

    @Test
    void form_sameFieldTwice_mustAgree() {
        String type = "application/x-www-form-urlencoded";

        assertThat(detail(server.post(DEL_KEY, type, "key=nobody&key=nobody".getBytes(UTF_8))))
                .startsWith("no stored picture has the key");
        assertThat(detail(server.post(DEL_KEY, type, "key=a&key=b".getBytes(UTF_8))))
                .isEqualTo("\"key\" is given twice, with different values");
        assertThat(detail(server.post(DEL_KEY, type, "key=%zz".getBytes(UTF_8))))
                .isEqualTo("key holds a % that is not followed by two hex digits");
        assertThat(detail(server.post(DEL_KEY, type, "key=%ff".getBytes(UTF_8))))
                .isEqualTo("key is not UTF-8");
    }

    @Test
    void form_base64WithUnescapedPlus_isTaken() {
        byte[] bytes = Arrays.copyOf(picture(1, 1, 1), picture(1, 1, 1).length + 4);
        Arrays.fill(bytes, bytes.length - 3, bytes.length, (byte) 0xfb);
        bytes[bytes.length - 4] = ' ';
        String base64 = Base64.getEncoder().encodeToString(bytes);
        assertThat(base64).contains("+");
        HttpResponse<String> answer =
                server.post(SEARCH_BASE64, "application/x-www-form-urlencoded", ("base64=" + base64).getBytes(UTF_8));

        assertThat(answer.body()).contains("\"code\":200");
    }

    @Test
    void queryString_isNotLookedAt() {
        assertThat(detail(server.json(DEL_KEY + "?key=nobody", "{}"))).isEqualTo("\"key\" is missing");
    }

    @Test
    void unknownFields_areIgnored() {
        assertThat(detail(server.json(DEL_KEY, "{\"x\":{\"key\":[1,{}]},\"key\":\"nobody\",\"y\":null}")))
                .startsWith("no stored picture has the key");
    }

    private HttpResponse<String> search(String body, String limit) {
        String base64 = Base64.getEncoder().encodeToString(picture(0, 9, 0));
        return server.json(SEARCH_BASE64, body.formatted(base64, limit));
    }

    private static String detail(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode tree = TestServer.tree(answer);
        assertThat(tree.get("code").asInt()).as(answer.body()).isEqualTo(500);
        assertThat(tree.get("data").isNull()).isTrue();
        return tree.get("detail").asString();
    }
}
