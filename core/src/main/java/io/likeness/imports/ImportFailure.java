package io.likeness.imports;

/**
 * A picture that was not stored.
 *
 * @param name the item; cut where it is long, as names in archives may be beyond every reason
 * @param reason why, in plain words; cut likewise, since it may hold the name
 */
public record ImportFailure(String name, String reason) {
    private static final int LONGEST = 1000;

    public ImportFailure {
        name = shortened(name);
        reason = shortened(reason);
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
