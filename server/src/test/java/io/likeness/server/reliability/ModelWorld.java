package io.likeness.server.reliability;

import com.sun.net.httpserver.HttpServer;
import io.likeness.image.EncodedImage;
import io.likeness.index.Filter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What the operations of the model draw from: pictures in every form a server takes, keys, tags and filters. For one thread. */
final class ModelWorld implements AutoCloseable {
    private static final int KEYS = 90;

    private final Path folder;
    private final HttpServer pictures;

    /** @param folder gets files of the pictures, for sources by path */
    ModelWorld(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.pictures = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        for (int number = 0; number < ModelOracle.PICTURES; number++) {
            for (String format : List.of("png", "bmp")) {
                byte[] bytes = new GridPicture(number, format).bytes();
                Files.write(folder.resolve(number + "." + format), bytes);
                pictures.createContext("/" + number + "." + format, exchange -> {
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
            }
        }
        pictures.start();
    }

    static GridPicture picture(Random random) {
        return new GridPicture(random.nextInt(ModelOracle.PICTURES), random.nextInt(3) == 0 ? "bmp" : "png");
    }

    static String key(Random random) {
        int number = random.nextInt(KEYS);
        return switch (number % 4) {
            case 0 -> "k" + number;
            case 1 -> "shelf/\"" + number + "\"'\\";
            case 2 -> "架 " + number + " é";
            default -> "K" + number % 10 + "-" + number;
        };
    }

    static String path(Random random) {
        return random.nextInt(3) == 0 ? "" : "/p/" + random.nextInt(1000) + ".jpg";
    }

    static Map<String, String> tags(Random random) {
        Map<String, String> tags = new TreeMap<>();
        if (random.nextInt(3) > 0) {
            tags.put("shade", "s" + random.nextInt(4));
        }
        if (random.nextInt(2) == 0) {
            tags.put("price", random.nextInt(40) / 4.0 + "");
        }
        return tags;
    }

    /** Names a source of the picture in a JSON body. */
    Map<String, Object> source(Random random, GridPicture picture) {
        return new HashMap<>(
                switch (random.nextInt(3)) {
                    case 0 -> Map.of("url", url(picture));
                    case 1 -> Map.of("path", file(picture));
                    default -> Map.of("base64", base64(picture));
                });
    }

    String url(GridPicture picture) {
        return "http://127.0.0.1:" + pictures.getAddress().getPort() + "/" + picture.number() + "." + picture.format();
    }

    String file(GridPicture picture) {
        return folder.resolve(picture.number() + "." + picture.format()).toString();
    }

    static String base64(GridPicture picture) {
        return Base64.getEncoder().encodeToString(picture.bytes());
    }

    static String defaultKey(GridPicture picture) {
        return EncodedImage.of(picture.bytes()).md5();
    }

    /** A filter, as JSON and as it must be understood. */
    record Meant(Object json, Filter filter) {}

    static Meant filter(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 7)) {
            case 0 -> {
                String value = "s" + random.nextInt(4);
                yield new Meant(Map.of("tag", "shade", "eq", value), new Filter.TagIn("shade", Set.of(value)));
            }
            case 1 -> {
                yield new Meant(
                        Map.of("tag", "shade", "in", List.of("s0", "s2")),
                        new Filter.TagIn("shade", Set.of("s0", "s2")));
            }
            case 2 -> {
                double min = random.nextInt(40) / 4.0;
                yield new Meant(
                        Map.of("tag", "price", "gte", min, "lt", min + 3),
                        new Filter.TagRange("price", min, Math.nextDown(min + 3)));
            }
            case 3 -> {
                String prefix = List.of("k", "K", "shelf/\"", "架 ", "K1").get(random.nextInt(5));
                yield new Meant(Map.of("key_prefix", prefix), new Filter.KeyPrefix(prefix));
            }
            case 4 -> {
                Meant part = filter(random, depth + 1);
                yield new Meant(Map.of("not", part.json()), new Filter.Not(part.filter()));
            }
            default -> {
                Meant a = filter(random, depth + 1);
                Meant b = filter(random, depth + 1);
                boolean and = random.nextBoolean();
                List<Filter> parts = List.of(a.filter(), b.filter());
                yield new Meant(
                        Map.of(and ? "and" : "or", List.of(a.json(), b.json())),
                        and ? new Filter.And(parts) : new Filter.Or(parts));
            }
        };
    }

    @Override
    public void close() {
        pictures.stop(0);
    }
}
