package io.likeness.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.adoption.Originals.Place;
import io.likeness.adoption.Originals.Root;
import io.likeness.failure.Failure;
import io.likeness.image.ImageSource;
import io.likeness.index.milvus.EarlierRows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectories(folder.resolve("one/sub"));
        Files.createDirectories(folder.resolve("two"));
        Files.writeString(folder.resolve("one/sub/图 1.jpg"), "");
        Files.writeString(folder.resolve("two/b.jpg"), "");
    }

    private Place place(String filepath, String... roots) {
        return new Originals(List.of(roots).stream().map(Root::of).toList(), "").of(new Row(1, "key", filepath));
    }

    private Place found(String file) {
        return new Place.Found(new ImageSource.LocalPath(folder.resolve(file).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub/图 1.jpg", "/sub/图 1.jpg", "//sub/图 1.jpg", "sub\\图 1.jpg"})
    void of_pathBelowARoot_isFound(String filepath) {
        assertThat(place(filepath, folder + "/two", folder + "/one")).isEqualTo(found("one/sub/图 1.jpg"));
    }

    @Test
    void of_absolutePathOfThisMachine_isFound() {
        assertThat(place(folder + "/two/b.jpg", folder + "/one", folder + "/two/"))
                .isEqualTo(found("two/b.jpg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr/data/app/file=", "/usr/data/app/file/=", "C:\\app\\file=", "images="})
    void of_pathOfAnotherMachine_isFoundWhereItsFolderIsNow(String was) {
        String before = was.substring(0, was.length() - 1).replaceFirst("/$", "");

        assertThat(place(before + "/b.jpg", was + folder + "/two")).isEqualTo(found("two/b.jpg"));
        assertThat(place(before + "2/b.jpg", was + folder + "/two")).isInstanceOf(Place.Nowhere.class);
        assertThat(place("b.jpg", was + folder + "/two")).isInstanceOf(Place.Nowhere.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "c.jpg", "sub", "/", "\0", "..", "a\0b"})
    void of_nothingThere_saysSo(String filepath) {
        assertThat(place(filepath, folder + "/one")).isInstanceOf(Place.Nowhere.class);
    }

    @Test
    void root_missingFolder_isRefused() {
        assertThatThrownBy(() -> Root.of(folder + "/three"))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("--root");
        assertThatThrownBy(() -> Root.of("/usr=" + folder + "/three")).isInstanceOf(Failure.BadInput.class);
    }
}
