package io.likeness.imaging;

import io.likeness.image.ImageType;
import io.likeness.imaging.NativeInput.PixelKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A TIFF file (TIFF 6.0); of many pages the first is taken. */
record TiffFile(Bytes bytes, int width, int height, Orientation orientation, TiffDirectory directory)
        implements PictureFile {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTES = 279;
    private static final int PLANAR = 284;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;

    private static final int UNCOMPRESSED = 1;
    private static final int SEPARATE_PLANES = 2;
    private static final int STRAIGHT_ALPHA = 2;
    private static final int WHITE_IS_ZERO = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int CMYK = 5;
    private static final int YCBCR = 6;

    // CCITT fax, LZW, JPEG, deflate under both its numbers, PackBits.
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 7L, 8L, 32946L, 32773L);

    static TiffFile read(Bytes file) {
        TiffDirectory directory = TiffDirectory.first(file);
        long width = directory.value(WIDTH, 0);
        long height = directory.value(HEIGHT, 0);
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw file.damaged("its header says " + width + " x " + height + " px");
        }
        Orientation orientation = Orientation.ofTag(directory.value(TiffDirectory.ORIENTATION, 1));
        return new TiffFile(file, (int) width, (int) height, orientation, directory);
    }

    @Override
    public ImageType type() {
        return ImageType.TIFF;
    }

    @Override
    public NativeInput nativeInput() {
        checkTaken();
        checkData();
        return NativeInput.whole(withoutOrientation(), kind(), this);
    }

    private long bits() {
        return directory.value(BITS, 1);
    }

    private long samples() {
        return directory.value(SAMPLES, 1);
    }

    private boolean hasAlpha() {
        return directory.value(PHOTOMETRIC, RGB) == RGB && samples() == 4;
    }

    private void checkTaken() {
        long compression = directory.value(COMPRESSION, UNCOMPRESSED);
        if (!COMPRESSIONS.contains(compression)) {
            throw bytes.unsupported("compression " + compression);
        }
        long format = directory.value(SAMPLE_FORMAT, 1);
        if (format != 1) {
            throw bytes.unsupported(format == 3 ? "floating-point samples" : "sample format " + format);
        }
        long photometric = directory.value(PHOTOMETRIC, RGB);
        boolean grey = photometric <= 1;
        boolean taken = switch ((int) photometric) {
            case WHITE_IS_ZERO, 1 -> samples() == 1 && Set.of(1L, 8L, 16L).contains(bits());
            case RGB -> (samples() == 3 || samples() == 4) && (bits() == 8 || bits() == 16);
            case PALETTE -> samples() == 1 && (bits() == 4 || bits() == 8);
            case CMYK -> samples() == 4 && bits() == 8;
            case YCBCR -> samples() == 3 && bits() == 8;
            default -> false;
        };
        if (!taken) {
            throw bytes.unsupported(samples() + " samples of " + bits() + " bits a pixel and "
                    + (grey ? "grey" : "colour model " + photometric));
        }
        if (hasAlpha() && bits() == 16 && directory.value(PLANAR, 1) == SEPARATE_PLANES) {
            throw bytes.unsupported("16 bits, alpha and separate planes");
        }
    }

    /** libtiff would leave black what lies outside the file. */
    private void checkData() {
        boolean tiled = directory.has(TILE_OFFSETS);
        long[] offsets = directory.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
        long[] sizes = directory.values(tiled ? TILE_BYTES : STRIP_BYTES);
        long columns = tiled ? directory.value(TILE_WIDTH, 0) : width;
        long rows = tiled ? directory.value(TILE_HEIGHT, 0) : Math.min(height, directory.value(ROWS_PER_STRIP, height));
        if (columns < 1 || rows < 1) {
            throw bytes.damaged("its strips or tiles have no size");
        }
        long parts = Math.ceilDiv(width, columns) * Math.ceilDiv(height, rows);
        if (directory.value(PLANAR, 1) == SEPARATE_PLANES) {
            parts *= samples();
        }
        if (offsets.length < parts || sizes.length < parts) {
            throw bytes.damaged("it has " + Math.min(offsets.length, sizes.length) + " strips or tiles of " + parts);
        }
        for (int i = 0; i < parts; i++) {
            bytes.view(offsets[i], sizes[i]);
        }
        boolean plain = directory.value(COMPRESSION, UNCOMPRESSED) == UNCOMPRESSED;
        // Subsampled YCbCr takes less.
        boolean full = directory.value(PHOTOMETRIC, RGB) != YCBCR;
        if (plain && full && Arrays.stream(sizes).sum() < Math.ceilDiv(width * bits() * samples(), 8) * height) {
            throw bytes.damaged("its data are shorter than its header says");
        }
    }

    /** The file with its orientation set to 1, since OpenCV's TIFF decoder would turn the pixels whatever it is told. */
    private List<ByteBuffer> withoutOrientation() {
        if (orientation == Orientation.UPRIGHT) {
            return List.of(bytes.view(0, bytes.size()));
        }
        TiffDirectory.Place place = directory.placeOf(TiffDirectory.ORIENTATION);
        byte[] one = new byte[place.size()];
        one[bytes.has(0, "II") ? 0 : one.length - 1] = 1;
        long end = place.at() + one.length;
        return List.of(bytes.view(0, place.at()), ByteBuffer.wrap(one), bytes.view(end, bytes.size() - end));
    }

    @Override
    public int sampleBytes() {
        return bits() == 16 ? 2 : 1;
    }

    private PixelKind kind() {
        if (!hasAlpha()) {
            return new PixelKind.Opaque();
        }
        // libtiff multiplies 8-bit colours by alpha itself; OpenCV hands out 16-bit ones as they are stored.
        boolean straight = bits() == 16 && directory.value(EXTRA_SAMPLES, 0) == STRAIGHT_ALPHA;
        return new PixelKind.Alpha(!straight);
    }
}
