package dev.adjoint.formats.onnx;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.protobuf.WireReader;
import dev.adjoint.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads tensors, whose elements are bytes, lists of numbers, or bytes of another file.
final class TensorReader {

  private final Path path;
  private final ExternalFiles external;

  TensorReader(Path path, ExternalFiles external) {
    this.path = path;
    this.external = external;
  }

  /// A tensor that is being collected from its fields.
  private static final class Fields {
    final List<Long> sizes = new ArrayList<>();
    final List<String> texts = new ArrayList<>();
    final Map<String, String> external = new LinkedHashMap<>();
    String name = "";
    long type;
    long location;
    @Nullable ByteSource raw;
    long rawLength;
    @Nullable ByteArrayOutputStream listed;
  }

  /// A tensor whose elements are read immediately, since it belongs to the graph.
  OnnxTensor inMemory(WireReader in) throws IOException {
    OnnxTensor tensor = tensor(in);
    if (tensor.stored().isEmpty()) {
      return tensor;
    }
    StoredTensor stored = tensor.stored().get();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    stored.copyTo(bytes);
    StoredTensor held =
        StoredTensor.in(
            path,
            "of an attribute",
            stored.type(),
            stored.shape(),
            ByteSource.of(bytes.toByteArray()));
    return new OnnxTensor(
        tensor.name(), tensor.type(), tensor.shape(), Optional.of(held), List.of());
  }

  OnnxTensor tensor(WireReader in) throws IOException {
    Fields fields = new Fields();
    // The type may follow the elements, so these are collected with the width of their list.
    while (in.next()) {
      switch (in.field()) {
        case 1 -> in.varints(fields.sizes::add);
        case 2 -> fields.type = in.varint();
        case 3 -> throw in.failure("a tensor is divided into segments, which is not supported");
        case 4 -> in.fixed32(bits -> put(fields, bits, Integer.BYTES));
        case 5 -> in.varints(value -> put(fields, value, Integer.BYTES));
        case 6 -> fields.texts.add(in.text());
        case 7, 11 -> in.varints(value -> put(fields, value, Long.BYTES));
        case 8 -> fields.name = in.text();
        case 9 -> {
          fields.rawLength = in.remaining();
          fields.raw = in.source();
        }
        case 10 -> in.fixed64(bits -> put(fields, bits, Long.BYTES));
        case 13 -> GraphReader.entry(in.message(), fields.external);
        case 14 -> fields.location = in.varint();
        default -> in.skip();
      }
    }
    return made(in, fields);
  }

  private static void put(Fields fields, long value, int bytes) {
    if (fields.listed == null) {
      fields.listed = new ByteArrayOutputStream();
    }
    for (int i = 0; i < bytes; i++) {
      fields.listed.write((int) (value >>> (Byte.SIZE * i)));
    }
  }

  private OnnxTensor made(WireReader in, Fields fields) throws IOException {
    OnnxType type =
        OnnxType.of(fields.type)
            .orElseThrow(() ->
                in.failure(
                    "tensor %s has the element type %d, which ONNX does not define; the file is damaged or newer than this program"
                        .formatted(fields.name, fields.type)));
    Shape shape = shape(in, fields);
    if (type == OnnxType.STRING) {
      return new OnnxTensor(fields.name, type, shape, Optional.empty(), fields.texts);
    }
    Optional<StoredType> stored = type.stored();
    if (stored.isEmpty()) {
      return new OnnxTensor(fields.name, type, shape, Optional.empty(), List.of());
    }
    ByteSource source = elements(in, fields, stored.get(), shape);
    String name = fields.name.isEmpty() ? "of an attribute" : fields.name;
    return new OnnxTensor(
        fields.name,
        type,
        shape,
        Optional.of(StoredTensor.in(path, name, stored.get(), shape, source)),
        List.of());
  }

  private static Shape shape(WireReader in, Fields fields) throws FormatException {
    int[] sizes = new int[fields.sizes.size()];
    long count = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      long size = fields.sizes.get(axis);
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw in.failure(
            "tensor %s has the sizes %s; each must be 0 to %d"
                .formatted(fields.name, fields.sizes, Integer.MAX_VALUE));
      }
      sizes[axis] = (int) size;
      count = Math.min(count * size, Long.MAX_VALUE >> Integer.SIZE);
    }
    if (count > Integer.MAX_VALUE) {
      throw in.failure(
          "tensor %s has the sizes %s, which are more than %d elements, the most of a tensor"
              .formatted(fields.name, fields.sizes, Integer.MAX_VALUE));
    }
    return Shape.of(sizes);
  }

  private ByteSource elements(WireReader in, Fields fields, StoredType type, Shape shape)
      throws IOException {
    long expected = (long) shape.count() * type.bytes();
    if (fields.location == 1) {
      return external.source(fields.name, fields.external, expected);
    }
    if (fields.raw != null) {
      requireLength(in, fields.name, shape, type, fields.rawLength, expected);
      return fields.raw;
    }
    byte[] listed = fields.listed == null ? new byte[0] : fields.listed.toByteArray();
    byte[] bytes = narrowed(listed, listedBytes(type), type.bytes());
    requireLength(in, fields.name, shape, type, bytes.length, expected);
    return ByteSource.of(bytes);
  }

  private static void requireLength(
      WireReader in, String name, Shape shape, StoredType type, long length, long expected)
      throws FormatException {
    if (length != expected) {
      throw in.failure(
          "tensor %s has %d bytes but %s of %s needs %d; the file is damaged"
              .formatted(name, length, shape, type, expected));
    }
  }

  /// The number of bytes with which a listed number of this type was collected: narrow integers,
  /// truth values and the bits of 16-bit numbers are listed as integers of 4 bytes.
  private static int listedBytes(StoredType type) {
    return switch (type) {
      case U32 -> Long.BYTES;
      case C64 -> Integer.BYTES;
      case C128 -> Long.BYTES;
      default -> Math.max(type.bytes(), Integer.BYTES);
    };
  }

  /// The lowest bytes of each number.
  private static byte[] narrowed(byte[] wide, int from, int to) {
    if (from >= to && wide.length % from == 0) {
      int count = wide.length / from;
      byte[] narrow = new byte[count * to];
      for (int i = 0; i < count; i++) {
        System.arraycopy(wide, i * from, narrow, i * to, to);
      }
      return narrow;
    }
    return wide;
  }
}
