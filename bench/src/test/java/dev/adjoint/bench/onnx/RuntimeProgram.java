package dev.adjoint.bench.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs Microsoft's ONNX Runtime on the cases in a folder, as a process of its own: native code
/// that fails ends this process and not the tests.
///
/// A case is a folder with `model.onnx` and `in-0.npy`, `in-1.npy`, …; the outputs go beside them.
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
          Path file = folder.resolve("in-%d.npy".formatted(inputs.size()));
          inputs.put(name, tensor(environment, Numpy.read(file)));
        }
        int next = 0;
        try (OrtSession.Result result = session.run(inputs)) {
          for (Map.Entry<String, OnnxValue> entry : result) {
            Numpy.write(
                folder.resolve("out-%d.npy".formatted(next++)),
                tensor((OnnxTensor) entry.getValue()));
          }
        }
        inputs.values().forEach(OnnxTensor::close);
      }
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Tensor x) throws OrtException {
    long[] shape = Arrays.stream(x.shape().toArray()).asLongStream().toArray();
    return switch (x.elementType()) {
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
