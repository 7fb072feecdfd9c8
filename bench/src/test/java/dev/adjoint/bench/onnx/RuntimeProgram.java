package dev.adjoint.bench.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Runs Microsoft's ONNX Runtime on the cases in a folder, as a process of its own: native code
/// that fails ends this process and not the tests.
///
/// A case is a folder with `model.onnx` and `in-0.npy`, `in-1.npy`, …; the outputs go beside them.
/// Texts are files of lines, `in-0.txt`, which are a column; bytes are given as I32.
final class RuntimeProgram {

  /// The exit code where the native library cannot be loaded.
  static final int NO_LIBRARY = 3;

  private RuntimeProgram() {}

  public static void main(String[] arguments) throws IOException, OrtException {
    OrtEnvironment environment;
    try {
      environment = OrtEnvironment.getEnvironment();
    } catch (LinkageError | RuntimeException e) {
      System.err.println(e.getMessage());
      System.exit(NO_LIBRARY);
      return;
    }
    List<Path> cases;
    try (Stream<Path> folders = Files.list(Path.of(arguments[0]))) {
      cases = folders.filter(Files::isDirectory).sorted().toList();
    }
    for (Path one : cases) {
      run(environment, one);
    }
  }

  private static void run(OrtEnvironment environment, Path folder)
      throws IOException, OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      String model = folder.resolve("model.onnx").toString();
      try (OrtSession session = environment.createSession(model, options)) {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (String name : session.getInputNames()) {
          inputs.put(name, input(environment, session, name, folder, inputs.size()));
        }
        int next = 0;
        try (OrtSession.Result result = session.run(inputs)) {
          for (Map.Entry<String, OnnxValue> entry : result) {
            write((OnnxTensor) entry.getValue(), folder, next++);
          }
        }
        inputs.values().forEach(OnnxTensor::close);
      }
    }
  }

  private static OnnxTensor input(
      OrtEnvironment environment, OrtSession session, String name, Path folder, int number)
      throws IOException, OrtException {
    Path texts = folder.resolve("in-%d.txt".formatted(number));
    if (Files.exists(texts)) {
      String[] lines = Files.readAllLines(texts).toArray(String[]::new);
      return OnnxTensor.createTensor(environment, lines, new long[] {lines.length, 1});
    }
    Tensor x = Numpy.read(folder.resolve("in-%d.npy".formatted(number)));
    NodeInfo node = Objects.requireNonNull(session.getInputInfo().get(name), name);
    TensorInfo info = (TensorInfo) node.getInfo();
    if (info.type != OnnxJavaType.UINT8) {
      return tensor(environment, x);
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(x.shape().count());
    for (int value : x.toIntArray()) {
      bytes.put((byte) value);
    }
    return OnnxTensor.createTensor(environment, bytes.flip(), longs(x), OnnxJavaType.UINT8);
  }

  private static long[] longs(Tensor x) {
    return Arrays.stream(x.shape().toArray()).asLongStream().toArray();
  }

  private static void write(OnnxTensor x, Path folder, int number)
      throws IOException, OrtException {
    if (x.getInfo().type == OnnxJavaType.STRING) {
      String[] lines = (String[]) x.getValue();
      Files.write(folder.resolve("out-%d.txt".formatted(number)), Arrays.asList(lines));
    } else {
      Numpy.write(folder.resolve("out-%d.npy".formatted(number)), tensor(x));
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Tensor x) throws OrtException {
    long[] shape = longs(x);
    return switch (x.elementType()) {
      case F64 -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(x.toDoubleArray()), shape);
      case F32 -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(x.toFloatArray()), shape);
      case I64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(x.toLongArray()), shape);
      case I32 -> OnnxTensor.createTensor(environment, IntBuffer.wrap(x.toIntArray()), shape);
      default -> throw new IllegalArgumentException(x.elementType() + " is not used in tests");
    };
  }

  private static Tensor tensor(OnnxTensor x) throws OrtException {
    long[] sizes = x.getInfo().getShape();
    Shape shape = Shape.of(Arrays.stream(sizes).mapToInt(size -> (int) size).toArray());
    return switch (x.getInfo().type) {
      case FLOAT -> {
        float[] elements = new float[shape.count()];
        x.getFloatBuffer().get(elements);
        yield Tensor.of(elements, shape);
      }
      case DOUBLE -> {
        double[] elements = new double[shape.count()];
        x.getDoubleBuffer().get(elements);
        yield Tensor.of(ElementType.F64, elements, shape);
      }
      case INT64 -> {
        long[] elements = new long[shape.count()];
        x.getLongBuffer().get(elements);
        yield Tensor.of(elements, shape);
      }
      case BOOL -> {
        byte[] bytes = new byte[shape.count()];
        x.getByteBuffer().get(bytes);
        int[] elements = new int[bytes.length];
        Arrays.setAll(elements, i -> bytes[i]);
        yield Tensor.of(elements, shape).to(ElementType.BOOL);
      }
      default -> throw new IllegalArgumentException(x.getInfo().type + " is not used in tests");
    };
  }
}
