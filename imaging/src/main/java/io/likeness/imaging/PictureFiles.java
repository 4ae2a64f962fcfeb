package io.likeness.imaging;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageType;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells formats apart by their first bytes. */
final class PictureFiles {
    private static final String TAKEN = "JPEG, PNG, GIF, BMP, WebP and TIFF";

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("\0\0\0\fJXL ", "JPEG XL"),
            Map.entry("\u00FF\n", "JPEG XL"),
            Map.entry("\0\0\0\fjP  ", "JPEG 2000"),
            Map.entry("\u00FFO\u00FFQ", "JPEG 2000"),
            Map.entry("8BPS", "Photoshop"),
            Map.entry("%PDF", "PDF"),
            Map.entry("<svg", "SVG"),
            Map.entry("\0\0\1\0", "ICO"),
            Map.entry("v/1\1", "OpenEXR"),
            Map.entry("#?RADIANCE", "Radiance HDR"),
            Map.entry("II+\0", "BigTIFF"),
            Map.entry("MM\0+", "BigTIFF"));

    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");

    // No file names more than a dozen; the claimed length is not to be trusted.
    private static final int MAX_BRANDS_END = 256;

    private PictureFiles() {}

    /**
     * Reads the header.
     *
     * @throws Failure.UnsupportedImage if the bytes are no picture of a type that is taken
     */
    static PictureFile open(EncodedImage image) {
        ByteBuffer buffer = image.buffer();
        if (!buffer.hasRemaining()) {
            throw new Failure.UnsupportedImage("the picture is empty: it has 0 bytes");
        }
        Bytes start = Bytes.of(buffer, ImageType.JPEG, BIG_ENDIAN);
        if (start.has(0, "\u00FF\u00D8\u00FF")) {
            return JpegFile.read(start);
        }
        if (start.has(0, PngFile.SIGNATURE)) {
            return PngFile.read(Bytes.of(buffer, ImageType.PNG, BIG_ENDIAN));
        }
        if (start.has(0, "GIF87a") || start.has(0, "GIF89a")) {
            return GifFile.read(Bytes.of(buffer, ImageType.GIF, LITTLE_ENDIAN));
        }
        if (start.has(0, "RIFF") && start.has(8, "WEBP")) {
            return WebpFile.read(Bytes.of(buffer, ImageType.WEBP, LITTLE_ENDIAN));
        }
        if (start.has(0, "II*\0") || start.has(0, "MM\0*")) {
            return TiffFile.read(Bytes.of(buffer, ImageType.TIFF, LITTLE_ENDIAN));
        }
        Bytes bmp = Bytes.of(buffer, ImageType.BMP, LITTLE_ENDIAN);
        if (start.has(0, "BM") && BmpFile.isLikely(bmp)) {
            return BmpFile.read(bmp);
        }
        throw refused(start);
    }

    private static Failure.UnsupportedImage refused(Bytes start) {
        return isoMedia(start)
                .or(() -> REFUSED.entrySet().stream()
                        .filter(entry -> start.has(0, entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .map(name -> new Failure.UnsupportedImage(name + " is not supported, convert to JPEG or PNG"))
                .orElseGet(() -> new Failure.UnsupportedImage(
                        "the " + start.size() + " bytes are no picture of a type that is taken (" + TAKEN + ")"));
    }

    /** The name of a format that lies in an ISO base media file: HEIC, AVIF, or a film. */
    private static Optional<String> isoMedia(Bytes start) {
        if (!start.has(4, "ftyp")) {
            return Optional.empty();
        }
        long end = Math.min(start.size(), Math.min(start.u32(0), MAX_BRANDS_END));
        String name = "video";
        for (long at = 8; at + 4 <= end; at += 4) {
            long brand = at;
            if (start.has(brand, "avif") || start.has(brand, "avis")) {
                return Optional.of("AVIF");
            }
            if (HEIC_BRANDS.stream().anyMatch(heic -> start.has(brand, heic))) {
                name = "HEIC";
            }
        }
        return Optional.of(name);
    }
}
