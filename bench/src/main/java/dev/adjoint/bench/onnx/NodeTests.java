package dev.adjoint.bench.onnx;

import dev.adjoint.formats.onnx.OnnxFile;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.nn.Pass;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.onnx.operator.OperatorException;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The backend tests of ONNX: a folder for each, with a model of one operator, its inputs and the
/// outputs that ONNX expects.
public final class NodeTests {

  /// Where the package libonnx-testdata of Debian puts them.
  public static final Path DEBIAN = Path.of("/usr/share/libonnx-testdata/data/node");

  /// The types that count: what tensors hold without another type in between.
  private static final Set<OnnxType> COUNTED =
      Set.of(OnnxType.FLOAT, OnnxType.DOUBLE, OnnxType.INT32, OnnxType.INT64, OnnxType.BOOL);

  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  /// How a test ended.
  public enum Outcome {
    PASSED,
    REFUSED,
    FAILED
  }

  /// One test.
  ///
  /// @param operator of its first node
  /// @param counted whether its inputs and outputs are of types that tensors have themselves
  /// @param reason empty if it passed
  public record Result(
      String name, String operator, boolean counted, Outcome outcome, String reason) {}

  private NodeTests() {}

  /// Runs all tests in a folder, in the order of their names.
  public static List<Result> run(Path folder) throws IOException {
    List<Path> tests;
    try (Stream<Path> folders = Files.list(folder)) {
      tests = folders.filter(Files::isDirectory).sorted().toList();
    }
    List<Result> results = new ArrayList<>();
    for (Path test : tests) {
      results.add(result(test));
    }
    return results;
  }

  private static Result result(Path test) throws IOException {
    Path file = test.resolve("model.onnx");
    String name = test.getFileName().toString().substring("test_".length());
    String operator;
    boolean counted;
    try (OnnxFile open = OnnxFile.open(file)) {
      operator = open.document().graph().nodes().getFirst().operator();
      counted =
          Stream.concat(
                  open.document().graph().inputs().stream(),
                  open.document().graph().outputs().stream())
              .allMatch(port ->
                  port.kind().equals("tensor")
                      && port.type().filter(COUNTED::contains).isPresent());
    }
    try {
      String difference = difference(test, OnnxModel.load(file));
      Outcome outcome = difference.isEmpty() ? Outcome.PASSED : Outcome.FAILED;
      return new Result(name, operator, counted, outcome, difference);
    } catch (OperatorException e) {
      return new Result(name, operator, counted, Outcome.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  /// The first difference of any data set, empty if there is none.
  private static String difference(Path test, OnnxModel model) throws IOException {
    for (int set = 0; Files.isDirectory(test.resolve("test_data_set_" + set)); set++) {
      Path data = test.resolve("test_data_set_" + set);
      List<Tensor> inputs = new ArrayList<>();
      for (OnnxPort port : model.inputs()) {
        requireTensor(port);
        inputs.add(read(data.resolve("input_%d.pb".formatted(inputs.size())), port));
      }
      model.outputs().forEach(NodeTests::requireTensor);
      List<Tensor> outputs = model.run(inputs, Pass.INFERENCE);
      for (int i = 0; i < outputs.size(); i++) {
        Path file = data.resolve("output_%d.pb".formatted(i));
        String difference = difference(outputs.get(i), read(file, model.outputs().get(i)));
        if (!difference.isEmpty()) {
          return "output %d: %s".formatted(i, difference);
        }
      }
    }
    return "";
  }

  private static void requireTensor(OnnxPort port) {
    if (!port.kind().equals("tensor")) {
      throw new OperatorException(
          "%s is of the kind %s, and only tensors are supported"
              .formatted(port.name(), port.kind()));
    }
  }

  private static Tensor read(Path file, OnnxPort port) throws IOException {
    OnnxTensor tensor = OnnxFile.readTensor(file);
    if (tensor.type() == OnnxType.UINT16 && port.type().equals(Optional.of(OnnxType.BFLOAT16))) {
      // The tests store the bits of such numbers.
      int[] bits = tensor.stored().orElseThrow().read().toIntArray();
      float[] numbers = new float[bits.length];
      for (int i = 0; i < bits.length; i++) {
        numbers[i] = Float.intBitsToFloat(bits[i] << Short.SIZE);
      }
      return Tensor.of(numbers, tensor.shape());
    }
    if (tensor.type().element().isEmpty()) {
      throw new OperatorException("the type %s is held by no tensor".formatted(tensor.type()));
    }
    return tensor.stored().orElseThrow().read();
  }

  private static String difference(Tensor found, Tensor expected) {
    if (!found.shape().equals(expected.shape()) || found.elementType() != expected.elementType()) {
      return "%s %s instead of %s %s"
          .formatted(found.elementType(), found.shape(), expected.elementType(), expected.shape());
    }
    double[] a = found.to(ElementType.F64).toDoubleArray();
    double[] b = expected.to(ElementType.F64).toDoubleArray();
    for (int i = 0; i < a.length; i++) {
      boolean same = Double.compare(a[i], b[i]) == 0 || a[i] == b[i];
      if (!same && !(Math.abs(a[i] - b[i]) <= ABSOLUTE + RELATIVE * Math.abs(b[i]))) {
        return "element %d is %s instead of %s".formatted(i, a[i], b[i]);
      }
    }
    return "";
  }
}
