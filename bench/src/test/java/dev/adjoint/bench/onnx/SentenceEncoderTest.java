package dev.adjoint.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.formats.onnx.OnnxFile;
import dev.adjoint.nn.Pass;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// all-MiniLM-L6-v2, a sentence encoder of 22.7 million numbers. Its file of 90 MB comes with the
/// profile `encoder`: `mvn -Pencoder -pl bench -am test -Dtest=SentenceEncoderTest
/// -Dsurefire.failIfNoSpecifiedTests=false`.
class SentenceEncoderTest {

  private static final String RESOURCE = "/all-minilm-l6-v2.onnx";

  /// "How is the weather today?" and "hello world", with the marks of begin and end, padded to the
  /// same length.
  private static final Tensor IDS =
      Tensor.of(
          new long[] {
            101, 2129, 2003, 1996, 4633, 2651, 1029, 102, 101, 7592, 2088, 102, 0, 0, 0, 0
          },
          Shape.of(2, 8));

  @Test
  void givesTheVectorsOfOnnxRuntime(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("all-minilm-l6-v2.onnx");
    try (InputStream in = SentenceEncoderTest.class.getResourceAsStream(RESOURCE)) {
      assumeTrue(
          in != null, "skipped: the profile encoder brings the file of the sentence encoder");
      Files.copy(in, file);
    }
    OnnxModel model = OnnxModel.load(file);
    Tensor mask = IDS.notEqual(0).to(ElementType.I64);
    Tensor types = Tensor.of(new long[16], IDS.shape());
    List<Tensor> inputs = List.of(IDS, mask, types);
    Comparison comparison = new Comparison(Files.createDirectory(folder.resolve("cases")));

    try (OnnxFile original = OnnxFile.open(file)) {
      comparison.add(
          "all-MiniLM-L6-v2",
          original.document(),
          given -> model.run(given, Pass.INFERENCE),
          false,
          inputs);
    }

    assertThat(comparison.problems()).isEqualTo(Map.of());
  }
}
