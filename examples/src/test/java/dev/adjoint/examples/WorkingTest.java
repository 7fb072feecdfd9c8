package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.examples.working.DiagnoseRun;
import dev.adjoint.examples.working.DrawRun;
import dev.adjoint.examples.working.ExplainRun;
import dev.adjoint.examples.working.ReplayRun;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.GeneratedSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs of ten lines work on a run, and have about ten lines.
final class WorkingTest {

  @TempDir private Path folder;

  @Test
  void eachProgramWorksOnARun() throws Exception {
    Path run = folder.resolve("run");
    Training.of(new GeneratedSamples(GeneratedSet.MOONS, 60, 0.2)).withEpochs(2).run(run);
    assertThat(ExplainRun.run(run))
        .anyMatch(line -> line.contains(".weight.grad[0,0] = "))
        .noneMatch(line -> line.contains("DIFFER"));
    DrawRun.run(run, folder.resolve("pictures"));
    try (var files = Files.list(folder.resolve("pictures"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.endsWith(".svg"))
          .anyMatch(name -> name.endsWith(".png"));
    }
    assertThat(DiagnoseRun.run(run, 8)).isNotEmpty();
    String third = ReplayRun.run(run, 3);
    assertThat(third).matches("step 3: weights [0-9a-f]{16}, next loss \\d\\.\\d{4}");
    assertThat(ReplayRun.run(run, 3)).isEqualTo(third);
  }

  @Test
  void theyAreShort() throws Exception {
    Path source = Path.of(Files.isDirectory(Path.of("examples")) ? "examples" : ".");
    for (String name : List.of("ExplainRun", "DrawRun", "DiagnoseRun", "ReplayRun")) {
      String text =
          Files.readString(
              source.resolve("src/main/java/dev/adjoint/examples/working/%s.java".formatted(name)));
      String body = text.substring(text.indexOf(" run(Path"), text.indexOf("/// @param arguments"));
      assertThat(body.lines().filter(line -> !line.isBlank()).count()).as(name).isLessThan(16);
    }
  }
}
