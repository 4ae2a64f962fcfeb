package io.likeness.index.testkit.crash;

import io.likeness.index.testkit.crash.Node.DirectoryNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A channel on a directory, which can be forced and nothing else. Safe for use by many threads. */
final class DirectoryChannel extends FileChannel {
    private final Disk disk;
    private final DirectoryNode directory;

    DirectoryChannel(Disk disk, DirectoryNode directory) {
        this.disk = disk;
        this.directory = directory;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        disk.force(directory);
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        throw isDirectory();
    }

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
        throw isDirectory();
    }

    @Override
    public int read(ByteBuffer dst, long position) throws IOException {
        throw isDirectory();
    }

    @Override
    public int write(ByteBuffer src) {
        throw new NonWritableChannelException();
    }

    @Override
    public long write(ByteBuffer[] srcs, int offset, int length) {
        throw new NonWritableChannelException();
    }

    @Override
    public int write(ByteBuffer src, long position) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        throw isDirectory();
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public FileChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        throw isDirectory();
    }

    @Override
    public long transferFrom(ReadableByteChannel src, long position, long count) {
        throw new NonWritableChannelException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        throw isDirectory();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new NonReadableChannelException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new NonReadableChannelException();
    }

    private static IOException isDirectory() {
        return new IOException("Is a directory");
    }

    @Override
    protected void implCloseChannel() {}
}
