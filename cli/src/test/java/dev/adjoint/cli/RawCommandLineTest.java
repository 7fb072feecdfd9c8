package dev.adjoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Arguments that are not ASCII, in a locale that knows ASCII only.
final class RawCommandLineTest {

  @Test
  void theLastPartsAreTheArgumentsAndTheJarIsFound() {
    byte[] line = "java\0-Xmx1g\0-jar\0für.jar\0look\0größe.csv\0".getBytes(UTF_8);
    RawCommandLine read = RawCommandLine.of(line, 2).orElseThrow();
    assertThat(read.jar()).isEqualTo("für.jar".getBytes(UTF_8));
    assertThat(new String(read.argumentFile(List.of("-Xmx1g"), "none", "Main"), UTF_8))
        .isEqualTo(
            """
            "-Xmx1g"
            "-Dadjoint.raw.arguments=true"
            "-cp"
            "für.jar"
            "Main"
            "look"
            "größe.csv"
            """);
  }

  @Test
  void quotesBackslashesAndLineBreaksAreKept() {
    byte[] line = "java\0Main\0a \"b\"\\c\n\td\0\0".getBytes(UTF_8);
    RawCommandLine read = RawCommandLine.of(line, 2).orElseThrow();
    assertThat(new String(read.argumentFile(List.of(), "classes", "Main"), UTF_8))
        .endsWith("\"classes\"\n\"Main\"\n\"a \\\"b\\\"\\\\c\\n\\td\"\n\"\"\n");
  }

  @Test
  void aLineThatIsTooShortIsNotRead() {
    assertThat(RawCommandLine.of("java\0".getBytes(UTF_8), 2)).isEmpty();
  }

  @Test
  void theProgramGetsItsArgumentsInTheLocaleC() throws Exception {
    assumeThat(Path.of("/proc/self/cmdline")).exists();
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "exec \"$0\" -cp \"$1\" dev.adjoint.cli.Launcher look \"$(printf 'gr\\303\\266\\303\\237e.csv')\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            System.getProperty("java.class.path"));
    builder.environment().put("LC_ALL", "C");
    Path out = Files.createTempFile("adjoint", ".out");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(out).content(UTF_8).startsWith("adjoint: read größe.csv: there is no such file (");
    Files.delete(out);
  }
}
