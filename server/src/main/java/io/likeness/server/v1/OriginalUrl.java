package io.likeness.server.v1;

import io.likeness.index.ImageRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the original of a stored picture is, as {@code likeness.original-url} says: a template in which {@code {imgPath}} and {@code {key}} stand for the
 * picture's own, escaped. Nothing is fetched. Immutable.
 */
public final class OriginalUrl {
    private static final String IMG_PATH = "{imgPath}";
    private static final String KEY = "{key}";
    private static final String HEX = "0123456789ABCDEF";

    private final String template;

    /**
     * @param template empty where originals cannot be reached
     */
    public OriginalUrl(String template) {
        this.template = template;
    }

    /** The address, or empty where there is no template, or it needs an imgPath that is empty or leads upwards. */
    Optional<String> of(ImageRecord record) {
        return of(record.key(), record.attributes().imgPath());
    }

    /** The address of a picture of this key and imgPath, under the same conditions. */
    public Optional<String> of(String key, String imgPath) {
        boolean unusable =
                imgPath.isEmpty() || Arrays.asList(imgPath.split("/")).stream().anyMatch(OriginalUrl::isDots);
        if (template.isEmpty()
                || (template.contains(IMG_PATH) && unusable)
                || (template.contains(KEY) && isDots(key))) {
            return Optional.empty();
        }
        // In one pass, because what stands in for one placeholder may look like the other.
        StringBuilder url = new StringBuilder();
        for (int i = 0; i < template.length(); ) {
            if (template.startsWith(IMG_PATH, i)) {
                boolean afterSlash = i > 0 && template.charAt(i - 1) == '/';
                url.append(escaped(afterSlash && imgPath.startsWith("/") ? imgPath.substring(1) : imgPath, "/"));
                i += IMG_PATH.length();
            } else if (template.startsWith(KEY, i)) {
                url.append(escaped(key, ""));
                i += KEY.length();
            } else {
                url.append(template.charAt(i++));
            }
        }
        return Optional.of(url.toString());
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    private static String escaped(String text, String kept) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || "-._~".indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return escaped.toString();
    }
}
