package dev.adjoint.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxWriter;
import dev.adjoint.nn.Pass;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;

/// Exported models against the models themselves, in ONNX Runtime and here: the same shapes, and
/// numbers that differ by at most 1e-5 of the largest one.
final class Comparison {

  private static final double TOLERANCE = 1e-5;

  private record Case(String name, List<Tensor> inputs, List<Tensor> expected) {}

  private final Path folder;
  private final Map<Path, Case> cases = new LinkedHashMap<>();

  /// @param folder an empty one
  Comparison(Path folder) {
    this.folder = folder;
  }

  /// Adds a model with one set of inputs.
  void add(
      String name,
      OnnxDocument document,
      UnaryOperator<List<Tensor>> model,
      boolean outside,
      List<Tensor> inputs)
      throws IOException {
    Path one = Files.createDirectories(folder.resolve("%04d".formatted(cases.size())));
    OnnxWriter.write(one.resolve("model.onnx"), document, outside);
    for (int i = 0; i < inputs.size(); i++) {
      Numpy.write(one.resolve("in-%d.npy".formatted(i)), inputs.get(i));
    }
    cases.put(one, new Case(name, inputs, Tensor.noGrad(() -> model.apply(inputs))));
  }

  /// What differs, by the name of the case; skips the test where ONNX Runtime does not run.
  Map<String, String> problems() throws IOException {
    runRuntime(folder);
    Map<String, String> problems = new LinkedHashMap<>();
    for (Map.Entry<Path, Case> entry : cases.entrySet()) {
      Path one = entry.getKey();
      Case known = entry.getValue();
      try {
        List<Tensor> there = new ArrayList<>();
        for (int i = 0; i < known.expected().size(); i++) {
          there.add(Numpy.read(one.resolve("out-%d.npy".formatted(i))));
        }
        requireClose(there, known.expected(), "ONNX Runtime");
        OnnxModel model = OnnxModel.load(one.resolve("model.onnx"));
        requireClose(model.run(known.inputs(), Pass.INFERENCE), known.expected(), "here");
      } catch (RuntimeException | AssertionError e) {
        problems.put(known.name(), String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }

  /// Runs ONNX Runtime on the cases in a folder; skips the test where it does not load.
  static void runRuntime(Path folder) throws IOException {
    Path log = folder.resolve("log.txt");
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                RuntimeProgram.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // Not as an option: ONNX Runtime 1.29 ends with a segmentation fault in createSession if the
    // command line of its process has 4,096 bytes or more.
    program.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    int code = waited(program.start());
    Assumptions.assumeTrue(
        code != RuntimeProgram.NO_LIBRARY, "skipped: ONNX Runtime does not load here");
    assertThat(code).as("ONNX Runtime: %s", Files.readString(log)).isZero();
  }

  private static int waited(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ONNX Runtime ran", e);
    }
  }

  private static void requireClose(List<Tensor> found, List<Tensor> expected, String where) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      Tensor a = found.get(i).to(ElementType.F64);
      Tensor b = expected.get(i).to(ElementType.F64);
      assertThat(a.shape()).as("%s, output %d", where, i).isEqualTo(b.shape());
      if (a.shape().count() > 0) {
        double size = Math.max(1, b.abs().max().item());
        assertThat(a.subtract(b).abs().max().item() / size)
            .as("%s, output %d", where, i)
            .isLessThan(TOLERANCE);
      }
    }
  }
}
