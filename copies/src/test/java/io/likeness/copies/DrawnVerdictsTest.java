package io.likeness.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.copies.Quad.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Draws the picture of docs/verdict.md: above what was searched for, below the stored picture, in both the place that was found. */
class DrawnVerdictsTest {
    private static final int SIDE = 150;
    private static final int GAP = 8;
    private static final Path TARGET = Path.of("target", "verdict.png");
    private static final Path DOCS = Path.of("..", "docs", "images", "verdict.png");

    private final FeatureExtractor extractor = new FeatureExtractor();
    private final CopyVerifier verifier = CopyVerifier.of(Optional.empty());
    private final BufferedImage stored = Drawn.scene(12, 400, 300);
    private final LocalFeatures features = extractor.extract(Drawn.file(stored, "png"));

    /** One column. */
    private record Column(BufferedImage query, Verdict expected) {}

    private List<Column> columns() {
        AffineTransform tilt = AffineTransform.getRotateInstance(Math.toRadians(-15), 200, 150);
        BufferedImage collage = Drawn.scene(13, 400, 300);
        Graphics2D pen = collage.createGraphics();
        pen.drawImage(stored, new AffineTransform(0.5, 0, 0, 0.5, 160, 120), null);
        pen.dispose();
        BufferedImage barred = Drawn.moved(stored, new AffineTransform(), 400, 300);
        pen = barred.createGraphics();
        pen.setColor(Color.WHITE);
        for (int y = 0; y < 300; y += 75) {
            pen.fillRect(0, y, 400, 18);
        }
        pen.dispose();
        return List.of(
                new Column(barred, Verdict.EDITED),
                new Column(stored.getSubimage(120, 60, 220, 170), Verdict.CROP),
                new Column(collage, Verdict.CONTAINS),
                new Column(Drawn.moved(stored, new AffineTransform(-1, 0, 0, 1, 400, 0), 400, 300), Verdict.MIRRORED),
                new Column(Drawn.moved(stored, tilt, 400, 300), Verdict.ROTATED),
                new Column(Drawn.scene(14, 400, 300), Verdict.SIMILAR));
    }

    @Test
    void verdicts_ofDrawnEdits_areRightAndShown() throws IOException {
        List<Column> columns = columns();
        BufferedImage sheet = new BufferedImage(
                columns.size() * (SIDE + GAP) + GAP, 2 * (SIDE + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        int left = GAP;
        for (Column column : columns) {
            CopyMatch match = verifier.verify(
                    QueryFeatures.of(extractor.extractQuery(Drawn.file(column.query(), "png"))), features, 0.5, false);
            assertThat(match.verdict()).isEqualTo(column.expected());
            show(pen, column.query(), match.queryRegion(), left, GAP);
            show(pen, stored, match.hitRegion(), left, 2 * GAP + SIDE);
            left += SIDE + GAP;
        }
        pen.dispose();
        Files.createDirectories(TARGET.getParent());
        Files.write(TARGET, Drawn.file(sheet, "png"));
        if (Boolean.getBoolean("likeness.docs.rewrite")) {
            Files.write(DOCS, Drawn.file(sheet, "png"));
        }
    }

    private static void show(Graphics2D pen, BufferedImage picture, @Nullable Quad region, int left, int top) {
        double scale = (double) SIDE / Math.max(picture.getWidth(), picture.getHeight());
        int width = (int) (picture.getWidth() * scale);
        int height = (int) (picture.getHeight() * scale);
        pen.drawImage(picture, left, top, width, height, null);
        if (region != null) {
            Path2D outline = new Path2D.Double();
            List<Point> corners = region.corners();
            outline.moveTo(
                    left + corners.get(0).x() * width, top + corners.get(0).y() * height);
            for (Point corner : corners) {
                outline.lineTo(left + corner.x() * width, top + corner.y() * height);
            }
            outline.closePath();
            pen.setColor(Color.BLACK);
            pen.setStroke(new BasicStroke(5));
            pen.draw(outline);
            pen.setColor(new Color(0xFFD34D));
            pen.setStroke(new BasicStroke(2.5f));
            pen.draw(outline);
        }
    }
}
