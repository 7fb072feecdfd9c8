package dev.adjoint.formats.keras;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.tensor.Shape;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataLayout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The tensors of an HDF5 file. Whatever the library throws for a damaged file becomes a
/// [FormatException].
final class HdfTensors implements AutoCloseable {

  private static final int MOST_LEVELS = 32;
  private static final int MOST_NODES = 1 << 18;

  /// Deflated elements take at least this part of their size.
  private static final long LARGEST_RATIO = 1100;

  private final Path path;
  private final HdfFile file;
  private final Arena memory;
  private final long size;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private int nodes;

  private HdfTensors(Path path, HdfFile file, Arena memory, long size) {
    this.path = path;
    this.file = file;
    this.memory = memory;
    this.size = size;
  }

  /// Maps the file, so that the library takes slices of it: from a channel it would allocate
  /// whatever length a damaged file claims. Files that no buffer holds are read by the channel.
  static HdfTensors of(Path path) throws IOException {
    long size = Files.size(path);
    if (size > Integer.MAX_VALUE) {
      return opened(path, () -> new HdfFile(path), Arena.ofShared(), size);
    }
    Arena memory = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer mapped =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, size, memory).asByteBuffer();
      return opened(path, () -> HdfFile.fromByteBuffer(mapped), memory, size);
    }
  }

  static HdfTensors of(Path path, byte[] bytes) throws IOException {
    return opened(path, () -> HdfFile.fromBytes(bytes), Arena.ofShared(), bytes.length);
  }

  private static HdfTensors opened(Path path, Callable<HdfFile> open, Arena memory, long size)
      throws IOException {
    try {
      HdfFile file = guarded(path, open);
      try {
        HdfTensors tensors = new HdfTensors(path, file, memory, size);
        guarded(
            path,
            () -> {
              tensors.walk(file, "", 0);
              return true;
            });
        return tensors;
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  /// Calls the library.
  private static <T> T guarded(Path path, Callable<T> call) throws IOException {
    try {
      return call.call();
    } catch (IOException e) {
      throw e;
    } catch (Exception | StackOverflowError | LinkageError e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new FormatException(
          path,
          "the HDF5 file cannot be read (%s); it is damaged, or uses a part of HDF5 that is not supported"
              .formatted(reason),
          e);
    }
  }

  Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /// The attributes of the whole file that are texts.
  Map<String, String> attributes() {
    return attributes;
  }

  private void walk(Group group, String prefix, int level) throws IOException {
    if (level == 0) {
      for (Map.Entry<String, Attribute> attribute : group.getAttributes().entrySet()) {
        if (attribute.getValue().getSizeInBytes() <= size
            && attribute.getValue().getData() instanceof String text) {
          attributes.put(attribute.getKey(), text);
        }
      }
    }
    for (Node node : group.getChildren().values()) {
      String name = prefix + node.getName();
      if (++nodes > MOST_NODES || level > MOST_LEVELS) {
        throw new FormatException(
            path,
            "there are more than %d nodes or %d levels; the file is damaged"
                .formatted(MOST_NODES, MOST_LEVELS));
      }
      if (node.isLink()) {
        continue; // A link may lead to another file or around in a circle.
      }
      if (node instanceof Group inner) {
        walk(inner, name + "/", level + 1);
      } else if (node instanceof Dataset dataset) {
        add(name, dataset);
      }
    }
  }

  private void add(String name, Dataset dataset) throws FormatException {
    Optional<StoredType> type = type(dataset);
    if (type.isEmpty()) {
      return; // Texts and records are not tensors.
    }
    Shape shape = shape(name, dataset);
    long bytes = (long) shape.count() * type.get().bytes();
    long most =
        dataset.getDataLayout() == DataLayout.CHUNKED
            ? Math.multiplyExact(size, LARGEST_RATIO)
            : size;
    if (bytes > most || bytes > Integer.MAX_VALUE - 8) {
      throw new FormatException(
          path,
          "tensor %s %s of %s needs %d bytes, which cannot be in this file of %d; it is damaged"
              .formatted(name, shape, type.get(), bytes, size));
    }
    tensors.put(
        name,
        StoredTensor.in(path, name, type.get(), shape, source(name, dataset, type.get(), bytes)));
  }

  private Shape shape(String name, Dataset dataset) throws FormatException {
    try {
      return Shape.of(dataset.isScalar() ? new int[0] : dataset.getDimensions());
    } catch (IllegalArgumentException e) {
      throw new FormatException(path, "tensor %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static Optional<StoredType> type(Dataset dataset) {
    Class<?> java = dataset.getJavaType();
    DataType stored = dataset.getDataType();
    if (java == float.class || java == Float.class) {
      return stored.getSize() == Float.BYTES ? Optional.of(StoredType.F32) : Optional.empty();
    }
    if (java == double.class || java == Double.class) {
      return Optional.of(StoredType.F64);
    }
    if (java == int.class || java == Integer.class) {
      return Optional.of(StoredType.I32);
    }
    if (java == long.class || java == Long.class) {
      return Optional.of(StoredType.I64);
    }
    return Optional.empty();
  }

  private ByteSource source(String name, Dataset dataset, StoredType type, long bytes) {
    return (offset, into) -> {
      byte[] all = guarded(path, () -> elements(dataset, type, (int) bytes));
      if (all.length != bytes) {
        throw new FormatException(
            path,
            "tensor %s has %d bytes but its shape needs %d; the file is damaged"
                .formatted(name, all.length, bytes));
      }
      into.put(all, (int) offset, into.remaining());
    };
  }

  /// The elements, little-endian in C order.
  private static byte[] elements(Dataset dataset, StoredType type, int bytes) {
    Object flat = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    switch (flat) {
      case float[] numbers -> out.asFloatBuffer().put(numbers);
      case double[] numbers -> out.asDoubleBuffer().put(numbers);
      case int[] numbers -> out.asIntBuffer().put(numbers);
      case long[] numbers -> out.asLongBuffer().put(numbers);
      case Float number -> out.putFloat(number);
      case Double number -> out.putDouble(number);
      case Integer number -> out.putInt(number);
      case Long number -> out.putLong(number);
      default ->
          throw new IllegalStateException(
              "%s was given for elements of %s".formatted(flat.getClass().getSimpleName(), type));
    }
    return out.array();
  }

  @Override
  public void close() {
    file.close();
    memory.close();
  }
}
