package io.likeness.imaging;

import io.likeness.image.ImageType;
import io.likeness.imaging.NativeInput.PixelKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG file (W3C Portable Network Graphics, third edition). Of an animated one the default image is taken.
 *
 * @param depth bits a sample
 * @param colourType 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 * @param transparencyAt where the data of the chunk tRNS stand, or 0 without one
 */
record PngFile(
        Bytes bytes, int width, int height, Orientation orientation, int depth, int colourType, long transparencyAt)
        implements PictureFile {
    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

    private static final int GREY = 0;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;
    private static final int CHUNK_FRAME_BYTES = 12;
    private static final Set<String> PIXEL_CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    /** A chunk of {@code length} data bytes whose length field stands at {@code at}. */
    private record Chunk(long at, long length, String name) {
        long data() {
            return at + 8;
        }

        long end() {
            return at + CHUNK_FRAME_BYTES + length;
        }

        boolean isCritical() {
            return Character.isUpperCase(name.charAt(0));
        }
    }

    static PngFile read(Bytes bytes) {
        Chunk header = chunkAt(bytes, SIGNATURE.length());
        if (header.name().equals("CgBI")) {
            throw bytes.unsupported("Apple's CgBI extension");
        }
        if (!header.name().equals("IHDR") || header.length() != 13) {
            throw bytes.damaged("it does not begin with a header");
        }
        long width = bytes.u32(header.data());
        long height = bytes.u32(header.data() + 4);
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw bytes.damaged("its header says " + width + " x " + height + " px");
        }
        Orientation orientation = Orientation.UPRIGHT;
        long transparencyAt = 0;
        // What follows the header is only looked at here; whether it is whole is asked before decoding.
        for (long at = header.end(); at + CHUNK_FRAME_BYTES <= bytes.size(); ) {
            Chunk chunk = chunkAt(bytes, at);
            if (chunk.name().equals("eXIf") && chunk.end() <= bytes.size()) {
                orientation = TiffDirectory.exifOrientation(bytes.slice(chunk.data(), chunk.length()));
            } else if (chunk.name().equals("tRNS")) {
                transparencyAt = chunk.data();
            }
            at = chunk.end();
        }
        return new PngFile(
                bytes,
                (int) width,
                (int) height,
                orientation,
                bytes.u8(header.data() + 8),
                bytes.u8(header.data() + 9),
                transparencyAt);
    }

    @Override
    public ImageType type() {
        return ImageType.PNG;
    }

    @Override
    public int sampleBytes() {
        return depth == 16 ? 2 : 1;
    }

    @Override
    public NativeInput nativeInput() {
        List<ByteBuffer> pieces = new ArrayList<>();
        pieces.add(bytes.view(0, SIGNATURE.length()));
        long at = SIGNATURE.length();
        Chunk chunk;
        do {
            chunk = chunkAt(bytes, at);
            if (PIXEL_CHUNKS.contains(chunk.name())) {
                checkSum(chunk);
                pieces.add(bytes.view(at, chunk.end() - at));
            } else if (chunk.isCritical()) {
                throw bytes.unsupported("the unknown chunk " + chunk.name());
            }
            at = chunk.end();
        } while (!chunk.name().equals("IEND"));
        return NativeInput.whole(pieces, kind(), this);
    }

    private void checkSum(Chunk chunk) {
        CRC32 sum = new CRC32();
        sum.update(bytes.view(chunk.at() + 4, chunk.length() + 4));
        if (sum.getValue() != bytes.u32(chunk.data() + chunk.length())) {
            throw bytes.damaged("the checksum of its chunk " + chunk.name() + " is wrong");
        }
    }

    private PixelKind kind() {
        boolean transparency = transparencyAt != 0;
        if (colourType == GREY && transparency) {
            // OpenCV would forget the transparent grey; below 8 bits it spreads the values over 0 to 255.
            int key = bytes.u16(transparencyAt);
            return new PixelKind.GreyWithKey(depth < 8 ? key * 255 / ((1 << depth) - 1) : key);
        }
        boolean alpha = transparency || colourType == GREY_ALPHA || colourType == RGB_ALPHA;
        return alpha ? new PixelKind.Alpha(false) : new PixelKind.Opaque();
    }

    private static Chunk chunkAt(Bytes bytes, long at) {
        StringBuilder name = new StringBuilder(4);
        for (int i = 4; i < 8; i++) {
            name.append((char) bytes.u8(at + i));
        }
        return new Chunk(at, bytes.u32(at), name.toString());
    }
}
