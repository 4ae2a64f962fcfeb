package io.likeness.index.testkit.crash;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What is known of a node.
 *
 * @param fileKey its number
 * @param size bytes; 0 for a directory
 */
record NodeAttributes(
        FileTime lastModifiedTime,
        FileTime creationTime,
        boolean isRegularFile,
        boolean isDirectory,
        long size,
        Long fileKey)
        implements BasicFileAttributes {
    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }
}
