package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.formats.Safetensors;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run replaces only what a run left, two runs never write into one folder, and what a killed run
/// left goes away.
final class RunFolderTest {

  private static final Training SMALL =
      Training.of(new GeneratedSamples(GeneratedSet.MOONS, 60, 0.1)).withHidden(4).withEpochs(1);

  @TempDir private Path folder;

  @Test
  void filesThatNoRunLeftAreNeverReplaced() throws IOException {
    for (String name : List.of("report.html", "loss.svg", "metrics.json", "model.json")) {
      Path out = Files.createDirectory(folder.resolve(name + ".d"));
      Path mine = Files.writeString(out.resolve(name), "{\"mine\": 1}");
      assertThatThrownBy(() -> SMALL.run(out))
          .isInstanceOf(RunException.class)
          .hasMessage(
              "out: %s was not left by a training run and would be replaced; choose another folder with --out, or move the file away",
              mine);
      assertThat(mine).hasContent("{\"mine\": 1}");
      assertThat(out).isDirectoryNotContaining(file -> !file.equals(mine));
    }
  }

  @Test
  void theSubfolderForTheEarlierRunIsNotReplacedIfItIsNotOurs() throws IOException {
    Path out = folder.resolve("run");
    SMALL.run(out);
    Path mine = out.resolve("earlier/report.html");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "mine");
    assertThatThrownBy(() -> SMALL.run(out)).hasMessageStartingWith("out: %s was not", mine);
    assertThat(mine).hasContent("mine");
  }

  @Test
  void otherFilesInTheFolderStay() throws IOException {
    Path out = Files.createDirectory(folder.resolve("run"));
    Path notes = Files.writeString(out.resolve("notes.txt"), "mine");
    SMALL.run(out);
    SMALL.run(out);
    assertThat(notes).hasContent("mine");
    assertThat(out.resolve("earlier/model.json")).exists();
  }

  @Test
  void aSecondRunInTheSameFolderIsRefusedWhileTheFirstGoesOn() {
    Path out = folder.resolve("run");
    try (TrainingRun first = SMALL.start(Optional.of(out))) {
      assertThatThrownBy(() -> SMALL.run(out))
          .isInstanceOf(RunException.class)
          .hasMessage(
              "out: another run is writing into %s; wait for its end, or choose another folder with --out",
              out);
      first.run();
      assertThatThrownBy(() -> TrainingRun.resume(out, Optional.of(2)))
          .hasMessageStartingWith("out: another run is writing into ");
    }
    assertThat(SMALL.run(out).history()).hasSize(1);
  }

  @Test
  void unfinishedFilesOfAKilledRunGoAway() throws IOException {
    Path out = Files.createDirectory(folder.resolve("run"));
    List<Path> dead =
        List.of(
            out.resolve(".checkpoint.safetensors.999999999.tmp"),
            out.resolve(".loss.png.1.tmp"),
            out.resolve(".probe123.tmp"));
    List<Path> others =
        List.of(out.resolve(".notes.1.tmp"), out.resolve("x.tmp"), out.resolve(".tmp"));
    for (Path file : dead) {
      Files.writeString(file, "half");
    }
    for (Path file : others) {
      Files.writeString(file, "mine");
    }
    SMALL.run(out);
    assertThat(dead).noneMatch(Files::exists);
    assertThat(others).allMatch(Files::exists);
    Files.writeString(dead.getFirst(), "half");
    try (TrainingRun resumed = TrainingRun.resume(out, Optional.of(2))) {
      resumed.run();
    }
    assertThat(dead).noneMatch(Files::exists);
  }

  @Test
  void aFlippedByteOfTheWeightsIsNoticed() throws IOException {
    Path out = folder.resolve("run");
    SMALL.run(out);
    for (String name : List.of("model.safetensors", "checkpoint.safetensors")) {
      Path file = out.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 3] ^= 1;
      Files.write(file, bytes);
    }
    assertThatThrownBy(() -> TrainedModel.load(out))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("model.safetensors: the content has the digest ");
    assertThatThrownBy(() -> TrainingRun.resume(out, Optional.empty()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("checkpoint.safetensors: the content has the digest ");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() throws IOException {
    Path out = folder.resolve("run");
    TrainingResult result = SMALL.run(out);
    var parameters = Parameters.of(result.network());
    var state = new LinkedHashMap<>(parameters.stateDict());
    String name = state.firstEntry().getKey();
    state.put(name, Tensor.fullLike(state.firstEntry().getValue(), Float.NaN));
    new Safetensors(state, Map.of()).write(out.resolve("model.safetensors"));
    assertThatThrownBy(() -> TrainedModel.load(out))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "%s: %s has a value that is not finite (NaN), so no answer would be; train the model again",
            out.resolve("model.safetensors"), name);
  }
}
