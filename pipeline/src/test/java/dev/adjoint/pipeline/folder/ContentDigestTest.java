package dev.adjoint.pipeline.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.GeneratedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentDigestTest {

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void trains() {
    Path run = folder.resolve("run");
    Training.of(new GeneratedSamples(GeneratedSet.MOONS, 60, 0.1))
        .withHidden(4)
        .withEpochs(1)
        .run(run);
    model = run.resolve("model.json");
  }

  @Test
  void everyFlippedBitThatChangesTheContentIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(model);
    Map<?, ?> content = JsonText.map(Files.readString(model));
    List<Integer> unnoticed = new ArrayList<>();
    for (int bit = 0; bit < 8 * whole.length; bit += 3) {
      byte[] bytes = whole.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(model, bytes);
      try {
        SavedModel.read(model);
        if (!withoutDigest(content).equals(withoutDigest(JsonText.map(Files.readString(model))))) {
          unnoticed.add(bit);
        }
      } catch (RunException e) {
        assertThat(e).hasMessageContaining("model.json");
      }
    }
    assertThat(unnoticed).isEmpty();
  }

  @Test
  void anEditIsToldWithTheWayToKeepIt() throws IOException {
    String text = Files.readString(model);
    String edited = text.replaceFirst("\"seed\" : 1\\b", "\"seed\" : 2");
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(model, edited);
    assertThatThrownBy(() -> TrainedModel.load(folder.resolve("run")))
        .isInstanceOf(RunException.class)
        .message()
        .matches(
            "model: .*model.json is damaged: its content has the SHA-256 digest \\w{12} but it was"
                + " saved with \\w{12}, so something in it changed \\(after an edit of yours,"
                + " remove the entry \"sha256\"\\); train the model again");

    Files.writeString(model, edited.replaceFirst(",\\s*\"sha256\".*", ""));
    assertThat(SavedModel.read(model).settings().seed()).isEqualTo(2);
  }

  @Test
  void whiteSpaceAndLineEndsDoNotCount() throws IOException {
    Files.writeString(model, Files.readString(model).replace("\n", "\r\n\t"));
    assertThat(SavedModel.read(model).settings().seed()).isEqualTo(1);
  }

  /// A flip in the name of the entry removes the digest and leaves the content.
  private static Map<?, ?> withoutDigest(Map<?, ?> content) {
    Map<Object, Object> others = new LinkedHashMap<>(content);
    others
        .entrySet()
        .removeIf(entry ->
            String.valueOf(entry.getKey()).length() == 6
                && String.valueOf(entry.getValue()).length() == 64);
    return others;
  }
}
