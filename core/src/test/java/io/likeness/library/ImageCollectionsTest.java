package io.likeness.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.index.ExactVectorIndex;
import io.likeness.storage.FilePreviewStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCollectionsTest {
    @TempDir
    Path folder;

    private ImageCollections collections;

    @BeforeEach
    void open() {
        collections = reopened();
    }

    @Test
    void create_new_isThereAfterReopening() {
        assertThat(collections.create("shoes")).isTrue();
        assertThat(collections.create("shoes")).isFalse();
        collections.close();
        assertThat(reopened().all().keySet()).containsExactly("default", "shoes");
    }

    @Test
    void delete_existing_isGoneAfterReopeningAndMayBeMadeAgain() throws IOException {
        collections.create("shoes");
        Files.writeString(folder.resolve("shoes/left.txt"), "x");
        collections.delete("shoes");
        assertThatThrownBy(() -> collections.get("shoes")).isInstanceOf(Failure.NotFound.class);
        assertThat(reopened().all().keySet()).containsExactly("default");
        assertThat(collections.create("shoes")).isTrue();
        assertThat(folder.resolve("shoes/left.txt")).doesNotExist();
    }

    @Test
    void delete_default_isRefused() {
        assertThatThrownBy(() -> collections.delete("default")).isInstanceOf(Failure.Conflict.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "A", "-a", "_a", ".deleted-x", "a b", "ä"})
    void create_nameNotAllowed_isRefused(String name) {
        assertThatThrownBy(() -> collections.create(name)).isInstanceOf(Failure.BadInput.class);
    }

    private ImageCollections reopened() {
        return ImageCollections.open(folder, library(folder.resolveSibling("default-previews")), this::library);
    }

    private ImageLibrary library(Path place) {
        return new ImageLibrary(
                new ExactVectorIndex(2, InstantSource.system()), FilePreviewStore.open(place.resolve("previews")));
    }
}
