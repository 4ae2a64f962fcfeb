package io.likeness.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeLibrariesTest {
    @TempDir
    Path temp;

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void unpacked_firstTime_holdsBothLibrariesAndNothingElse() throws IOException {
        Path folder = RuntimeLibraries.unpacked(temp).orElseThrow();
        assertThat(files(folder))
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactlyInAnyOrder(
                        System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
        assertThat(files(folder)).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }

    @Test
    void unpacked_again_keepsWhatIsWholeAndReplacesWhatIsNot() throws IOException {
        Path folder = RuntimeLibraries.unpacked(temp).orElseThrow();
        Path whole = folder.resolve(System.mapLibraryName("onnxruntime"));
        Path damaged = folder.resolve(System.mapLibraryName("onnxruntime4j_jni"));
        byte[] good = Files.readAllBytes(damaged);
        byte[] bad = good.clone();
        bad[good.length / 2] ^= 1;
        Files.write(damaged, bad);
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(whole, old);
        assertThat(RuntimeLibraries.unpacked(temp)).contains(folder);
        assertThat(Files.getLastModifiedTime(whole)).isEqualTo(old);
        assertThat(damaged).hasBinaryContent(good);
    }

    @Test
    void prepare_cacheCannotBeWritten_leavesItToOnnxRuntime() throws IOException {
        String before = System.clearProperty(RuntimeLibraries.PROPERTY);
        try {
            RuntimeLibraries.prepare(Files.createFile(temp.resolve("file")));
            assertThat(System.getProperty(RuntimeLibraries.PROPERTY)).isNull();
        } finally {
            if (before != null) {
                System.setProperty(RuntimeLibraries.PROPERTY, before);
            }
        }
    }
}
