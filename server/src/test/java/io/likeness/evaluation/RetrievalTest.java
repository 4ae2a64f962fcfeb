package io.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.likeness.embedding.Embedding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrievalTest {
    /** A vector at {@code degrees} on the unit circle. */
    private static Embedded at(double degrees, String label) {
        double angle = Math.toRadians(degrees);
        Embedding embedding = Embedding.normalised((float) Math.cos(angle), (float) Math.sin(angle));
        return new Embedded(new LabelledPicture(label, Path.of(label + degrees)), embedding);
    }

    @Test
    void of_rightOnesSecondAndFourth_countsTheirRanks() {
        List<Embedded> gallery = List.of(at(10, "cup"), at(20, "hat"), at(30, "cup"), at(40, "hat"), at(50, "cup"));
        Retrieval found = Retrieval.of(List.of(at(0, "hat")), gallery);
        assertThat(found.gallery()).isEqualTo(5);
        assertThat(found.queries()).isEqualTo(1);
        assertThat(found.labels()).isEqualTo(2);
        assertThat(found.precisionAt())
                .containsEntry(1, 0.0)
                .containsEntry(5, 0.4)
                .containsEntry(10, 0.2);
        assertThat(found.recallAt()).containsEntry(1, 0.0).containsEntry(5, 1.0).containsEntry(10, 1.0);
        // (1/2 + 2/4) / 2
        assertThat(found.meanAveragePrecision()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void leaveOneOut_pairs_neverFindThemselves() {
        List<Embedded> pictures = List.of(at(0, "cup"), at(5, "hat"), at(90, "cup"), at(95, "hat"));
        Retrieval found = Retrieval.leaveOneOut(pictures);
        assertThat(found.queries()).isEqualTo(4);
        assertThat(found.recallAt()).containsEntry(1, 0.0);
        // The only right one is second for the inner two (85° away) and for the outer two third and second.
        assertThat(found.meanAveragePrecision()).isCloseTo((1 / 2.0 + 1 / 3.0 + 1 / 3.0 + 1 / 2.0) / 4, within(1e-12));
    }

    @Test
    void leaveOneOut_labelOfOnePicture_isNotCounted() {
        Retrieval found = Retrieval.leaveOneOut(List.of(at(0, "cup"), at(10, "cup"), at(5, "hat")));
        assertThat(found.queries()).isEqualTo(2);
        assertThat(found.gallery()).isEqualTo(3);
        assertThat(found.recallAt()).containsEntry(1, 0.0).containsEntry(5, 1.0);
    }

    @Test
    void of_equalScores_goByTheOrderOfTheGallery() {
        Embedded query = at(0, "hat");
        assertThat(Retrieval.of(List.of(query), List.of(at(10, "hat"), at(10, "cup")))
                        .recallAt())
                .containsEntry(1, 1.0);
        assertThat(Retrieval.of(List.of(query), List.of(at(10, "cup"), at(10, "hat")))
                        .recallAt())
                .containsEntry(1, 0.0);
    }
}
