package io.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LikenessCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_ofTheCommand_namesSubcommandsAndExitCodes() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("serve", "eval", "Exit codes:", "0 ", "1 ", "2 ");
    }

    @Test
    void help_ofServe_namesTheOptions() {
        assertThat(execute("serve", "--help")).isZero();
        assertThat(out.toString()).contains("--host", "--port", "--data", "--model", "--root", "API_PORT");
    }

    @Test
    void version_isPrinted() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).matches("likeness \\S+\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bake", "--bake", "serve --bake", "serve extra", "serve --port"})
    void wrongCommandLine_answers2(String line) {
        assertThat(execute(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void serve_wrongPort_isOneSentence() {
        assertThat(execute("serve", "--port", "x")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("likeness: likeness.port is \"x\", which is not a whole number.\n");
    }

    @Test
    void serve_portTaken_isOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code = execute("serve", "--port", "" + taken.getLocalPort(), "--data", folder.toString());

            assertThat(code).isEqualTo(1);
            assertThat(err.toString())
                    .isEqualTo("likeness: port " + taken.getLocalPort()
                            + " is taken by another program; choose another with --port (likeness.port, API_PORT).\n");
        }
    }

    @Test
    void serve_modelMissing_isOneSentence() {
        assertThat(execute(
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        folder.toString(),
                        "--model",
                        folder.resolve("m").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("likeness: the model " + folder.resolve("m"))
                .hasLineCount(1);
    }

    @Test
    void serve_dataIsAFile_isOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThat(execute("serve", "--port", "0", "--data", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("likeness: the data directory " + file + " is a file")
                .hasLineCount(1);
    }

    private int execute(String... arguments) {
        CommandLine command = LikenessCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
