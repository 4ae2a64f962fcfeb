package io.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledPictureTest {
    @TempDir
    Path temp;

    private void file(String path) throws IOException {
        Path file = temp.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    @Test
    void in_folders_answersPicturesInOrderOfPaths() throws IOException {
        for (String path : new String[] {"hat/b.jpg", "hat/a.jpg", "cup/z.png", "hat/.hidden", ".git/x", "notes.txt"}) {
            file(path);
        }
        assertThat(LabelledPicture.in(temp))
                .containsExactly(
                        new LabelledPicture("cup", temp.resolve("cup/z.png")),
                        new LabelledPicture("hat", temp.resolve("hat/a.jpg")),
                        new LabelledPicture("hat", temp.resolve("hat/b.jpg")));
    }

    @Test
    void in_noFolder_isRefusedByName() {
        Path nowhere = temp.resolve("nowhere");
        assertThatThrownBy(() -> LabelledPicture.in(nowhere))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void in_picturesWithoutLabels_saysWhatIsExpected() throws IOException {
        file("a.jpg");
        assertThatThrownBy(() -> LabelledPicture.in(temp))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("one folder in it for each label");
    }
}
