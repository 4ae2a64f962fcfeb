package io.likeness.server.samples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drawings in families of four that are alike, so that there is something to find. They need no fonts and no display. */
final class SamplePictures {
    private static final int VARIANTS = 4;

    private static final Map<String, Painter> FAMILIES = families();

    /** How many there are. */
    static final int COUNT = FAMILIES.size() * VARIANTS;

    private SamplePictures() {}

    /** Draws one variant, numbered from 0, of a family. */
    @FunctionalInterface
    interface Painter {
        void paint(Pen pen, int variant);
    }

    private static Map<String, Painter> families() {
        Map<String, Painter> families = new LinkedHashMap<>();
        families.put("landscape", Scenes::landscape);
        families.put("sea", Scenes::sea);
        families.put("house", Houses::paint);
        families.put("car", Cars::paint);
        families.put("flower", Flowers::paint);
        families.put("tree", Trees::paint);
        families.put("fruit", Fruits::paint);
        families.put("cat", Cats::paint);
        families.put("fish", Fishes::paint);
        families.put("butterfly", Butterflies::paint);
        families.put("robot", Robots::paint);
        families.put("pattern", Scenes::pattern);
        return families;
    }

    /** All of them; the families take turns, so that the newest ones are of all kinds. */
    static List<SamplePicture> all() {
        List<SamplePicture> pictures = new ArrayList<>();
        for (int variant = 0; variant < VARIANTS; variant++) {
            int number = variant;
            FAMILIES.forEach((family, painter) -> pictures.add(new SamplePicture(
                    "samples/" + family + "-" + (number + 1) + ".png", Map.of("sample", "yes", "kind", family), () -> {
                        Pen pen = new Pen(640, 480);
                        painter.paint(pen, number);
                        return pen.png();
                    })));
        }
        return pictures;
    }
}
