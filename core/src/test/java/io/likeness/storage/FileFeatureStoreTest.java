package io.likeness.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.image.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFeatureStoreTest {
    private static final ImageDigest ONE = new ImageDigest("01".repeat(32));
    private static final ImageDigest OTHER = new ImageDigest("ff".repeat(32));

    @TempDir
    private Path folder;

    @Test
    void get_ofWhatWasPut_isTheLast() {
        FileFeatureStore store = new FileFeatureStore(folder.resolve("features"));
        assertThat(store.get(ONE)).isEmpty();
        store.put(ONE, new byte[] {1});
        store.put(ONE, new byte[] {2, 3});
        store.put(OTHER, new byte[] {4});
        assertThat(store.get(ONE)).hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(2, 3));
        assertThat(new FileFeatureStore(folder.resolve("features")).get(OTHER)).isPresent();
    }

    @Test
    void delete_ofWhatIsThereOrNot_leavesNothing() {
        FileFeatureStore store = new FileFeatureStore(folder);
        store.put(ONE, new byte[] {1});
        store.delete(ONE);
        store.delete(OTHER);
        assertThat(store.get(ONE)).isEmpty();
    }

    @Test
    void put_whereTheFolderCannotBeMade_storesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "");
        FileFeatureStore store = new FileFeatureStore(file);
        store.put(ONE, new byte[] {1});
        assertThat(file).isEmptyFile();
    }

    @Test
    void sweep_afterAKill_deletesTemporaryFilesAndShowsTheOthers() throws IOException {
        FileFeatureStore store = new FileFeatureStore(folder);
        assertThat(store.sweep(digest -> {})).isTrue();
        store.put(ONE, new byte[] {1});
        store.put(OTHER, new byte[] {1});
        Path torn = Files.writeString(folder.resolve("01").resolve(ONE + ".00.tmp"), "torn");
        List<ImageDigest> shown = new ArrayList<>();
        store.sweep(shown::add);
        assertThat(shown).containsExactlyInAnyOrder(ONE, OTHER);
        assertThat(torn).doesNotExist();
        assertThat(store.get(ONE)).isPresent();
    }
}
