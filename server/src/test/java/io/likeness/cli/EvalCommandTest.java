package io.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.copies.Evidence;
import io.likeness.evaluation.Edit;
import io.likeness.evaluation.LabelledFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command on drawn pictures with the built-in network. */
class EvalCommandTest {
    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... words) {
        String[] args = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            args[i] = words[i].toString();
        }
        return new CommandLine(new EvalCommand())
                .setExecutionExceptionHandler(new FailureSentence())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void eval_picturesOfTwoLabels_tellsThemApart() throws IOException {
        Path folder = LabelledFolder.draw(temp.resolve("all"), 6, 4711);
        assertThat(run(folder, "--json")).isZero();
        assertThat(json().get("gallery").intValue()).isEqualTo(12);
        assertThat(json().get("queries").intValue()).isEqualTo(12);
        assertThat(json().get("labels").intValue()).isEqualTo(2);
        assertThat(json().get("dimension").intValue()).isEqualTo(256);
        assertThat(json().get("precision_at").get("5").doubleValue()).isGreaterThan(0.95);
        assertThat(json().get("recall_at").get("1").doubleValue()).isEqualTo(1);
        assertThat(json().get("map").doubleValue()).isGreaterThan(0.95);
        assertThat(json().has("edited_copies")).isFalse();
    }

    @Test
    void eval_queryFolder_searchesTheOther() throws IOException {
        Path gallery = LabelledFolder.draw(temp.resolve("gallery"), 5, 1);
        Path queries = LabelledFolder.draw(temp.resolve("queries"), 2, 2);
        assertThat(run(gallery, "--query", queries)).isZero();
        assertThat(out.toString())
                .contains("gallery       10 pictures of 2 labels")
                .contains("queries       4")
                .contains("recall@1      1.000")
                .contains("precision@5   ");
    }

    @Test
    void eval_edits_findsMirroredOriginals() throws IOException {
        Path folder = LabelledFolder.draw(temp.resolve("all"), 5, 3);
        assertThat(run(folder, "--edits", "--every", 3, "--json")).isZero();
        JsonNode copies = json().get("edited_copies");
        // Pictures 0, 3, 6 and 9 of ten.
        assertThat(copies.get("queries").intValue()).isEqualTo(4);
        assertThat(copies.get("original_first").size()).isEqualTo(Edit.values().length);
        assertThat(copies.get("original_first").get("mirror").doubleValue()).isGreaterThanOrEqualTo(0.75);
        assertThat(copies.get("original_first").get("grey").doubleValue()).isLessThanOrEqualTo(1);
        assertThat(copies.get("mean").doubleValue()).isBetween(0.2, 1.0);
    }

    @Test
    void eval_fitVerdict_printsAWeightForEachSign() throws IOException {
        Path folder = LabelledFolder.draw(temp.resolve("all"), 4, 3);
        assertThat(run(folder, "--fit-verdict", "--drawn", 2, "--every", 4)).isZero();
        String copies = out.toString()
                .lines()
                .filter(line -> line.contains("\"copies\""))
                .findFirst()
                .orElseThrow();
        JsonNode weights = JsonMapper.shared().readTree("{" + copies + "}").get("copies");
        assertThat(weights.propertyNames()).containsExactlyInAnyOrderElementsOf(Evidence.names());
        assertThat(Evidence.names()).allMatch(name -> out.toString().contains(name + "="));
    }

    @Test
    void eval_verdict_tellsHowRightVerdictsAre() throws IOException {
        Path folder = LabelledFolder.draw(temp.resolve("all"), 4, 3);
        assertThat(run(folder, "--verdict", "--every", 4, "--json")).isZero();
        JsonNode verdicts = json().get("verdicts");
        assertThat(verdicts.get("edits").size()).isEqualTo(Edit.values().length);
        for (String edit : List.of("crop", "paste", "frame", "mirror")) {
            JsonNode row = verdicts.get("edits").get(edit);
            assertThat(row.get("original_first").doubleValue()).isBetween(0.0, 1.0);
            assertThat(row.get("right_verdict").doubleValue()).isBetween(0.0, 1.0);
        }
        // Two pictures are edited in eleven ways and compared with seven others each, but for what paste lays them
        // over.
        assertThat(verdicts.get("different_pairs").intValue()).isEqualTo(2 * (11 * 7 - 1));
        int pairs = 0;
        for (JsonNode bin : verdicts.get("reliability")) {
            pairs += bin.get("pairs").intValue();
        }
        assertThat(pairs).isEqualTo(2 * 11 * 8);
        assertThat(verdicts.get("verdict_millis").get("median").doubleValue()).isPositive();
        Path plot = temp.resolve("reliability.svg");
        assertThat(run(folder, "--verdict", "--every", 4, "--plot", plot)).isZero();
        assertThat(out.toString())
                .contains(
                        "verdicts      original first, right verdict",
                        "false copies  ",
                        "of one core for the verdicts");
        long bins = verdicts.get("reliability")
                .valueStream()
                .filter(bin -> bin.get("pairs").intValue() > 0)
                .count();
        assertThat(Files.readString(plot)).startsWith("<svg").containsPattern("(?s)(<circle.*?){" + bins + "}");
    }

    @Test
    void eval_fileThatIsNoPicture_isLeftOutByName() throws IOException {
        Path folder = LabelledFolder.draw(temp.resolve("all"), 2, 5);
        Path noise = Files.writeString(folder.resolve("disc").resolve("a.png"), "no picture");
        assertThat(run(folder)).isZero();
        assertThat(err.toString()).contains("left out " + noise);
        assertThat(out.toString()).contains("left out      1 files").contains("gallery       4 pictures");
    }

    @Test
    void eval_nothingToCompare_failsWithOneSentence() throws IOException {
        Path folder = LabelledFolder.draw(temp.resolve("all"), 1, 6);
        assertThat(run(folder)).isEqualTo(1);
        assertThat(err.toString()).contains("likeness: no two pictures of one label can be compared in " + folder);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void eval_plotWithoutVerdict_isAWrongCommandLine() {
        assertThat(run(temp, "--plot", temp.resolve("plot.svg"))).isEqualTo(2);
        assertThat(err.toString()).contains("--plot draws what --verdict measures");
    }

    @Test
    void eval_plotThatCannotBeWritten_isRefusedByName() throws IOException {
        Path folder = LabelledFolder.draw(temp.resolve("all"), 4, 3);
        Path plot = temp.resolve("nowhere").resolve("plot.svg");
        assertThat(run(folder, "--verdict", "--plot", plot)).isEqualTo(1);
        assertThat(err.toString()).contains("the plot cannot be written to " + plot);
    }

    @Test
    void eval_everyZero_isAWrongCommandLine() {
        assertThat(run(temp, "--every", 0)).isEqualTo(2);
        assertThat(err.toString()).contains("--every is 0, the least is 1");
    }

    @Test
    void eval_modelFolderMissing_isRefusedByName() {
        assertThat(run(temp, "--model", temp.resolve("nowhere"))).isEqualTo(1);
        assertThat(err.toString()).contains(temp.resolve("nowhere").toString());
    }
}
