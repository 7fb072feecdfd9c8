package dev.adjoint.formats.gguf;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.ReadableFile;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.tensor.Shape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// An open GGUF file, versions 2 and 3, little-endian.
///
/// Quantized tensors are read as F32, see [GgufType]. Shapes are in C order, so the axis that GGUF
/// names first is the last one. The metadata are texts; long arrays, such as a vocabulary, are told
/// by their length alone. `types` counts the tensors of each stored type.
public final class GgufFile implements TensorFile {

  private static final int MAGIC = 0x46554747;
  private static final int MOST_AXES = 4;
  private static final long USUAL_ALIGNMENT = 32;
  private static final String ALIGNMENT = "general.alignment";

  private final Path path;
  private final FileChannel channel;
  private final Map<String, GgufType> types = new LinkedHashMap<>();
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /// A tensor of the header.
  private record Entry(Shape shape, GgufType type, long offset) {}

  private GgufFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Opens a file: reads its metadata, and the names, types and shapes of its tensors.
  ///
  /// @throws FormatException if there is no such file, or it is no GGUF file or not whole
  public static GgufFile open(Path path) throws IOException {
    ReadableFile.require(path, "GGUF");
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      GgufFile file = new GgufFile(path, channel);
      file.read();
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void read() throws IOException {
    long size = channel.size();
    GgufInput in = new GgufInput(path, ByteSource.of(path, channel, 0), size);
    if (in.i32() != MAGIC) {
      throw in.failure("the file does not begin with GGUF; it is of another format");
    }
    long version = in.u32();
    if (version < 2 || version > 3) {
      throw in.failure(
          "the file has version %d but versions 2 and 3 are read, little-endian; convert it with a current llama.cpp"
              .formatted(version));
    }
    long count = in.count("tensors", 24);
    long values = in.count("entries", 13);
    for (long i = 0; i < values; i++) {
      String key = in.text();
      metadata.put(key, GgufValue.read(in, in.u32()));
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      String name = in.text();
      if (entries.put(name, entry(in, name)) != null) {
        throw in.failure("two tensors are named %s; the file is damaged".formatted(name));
      }
    }
    long alignment = alignment(in);
    long start = Math.ceilDiv(in.position(), alignment) * alignment;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      add(entry.getKey(), entry.getValue(), alignment, start, size);
    }
    Map<GgufType, Integer> counts = new EnumMap<>(GgufType.class);
    types.values().forEach(type -> counts.merge(type, 1, Integer::sum));
    metadata.put("types", counts.toString());
  }

  private long alignment(GgufInput in) throws FormatException {
    String text = metadata.getOrDefault(ALIGNMENT, Long.toString(USUAL_ALIGNMENT));
    long alignment = text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    if (alignment < 1) {
      throw in.failure(
          "%s is %s but must be a whole number from 1; the file is damaged"
              .formatted(ALIGNMENT, text));
    }
    return alignment;
  }

  private static Entry entry(GgufInput in, String name) throws IOException {
    long axes = in.u32();
    if (axes > MOST_AXES) {
      throw in.failure(
          "tensor %s has %d axes but at most %d are allowed; the file is damaged"
              .formatted(name, axes, MOST_AXES));
    }
    int[] sizes = new int[(int) axes];
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      long size = in.i64();
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw in.failure(
            "tensor %s has an axis of %s; sizes are whole numbers from 0 to %d"
                .formatted(name, Long.toUnsignedString(size), Integer.MAX_VALUE));
      }
      sizes[axis] = (int) size;
    }
    long code = in.u32();
    GgufType type =
        GgufType.of(code)
            .orElseThrow(() ->
                in.failure(
                    "tensor %s has the type %d, which is unknown; the file is damaged or newer, %s can be read"
                        .formatted(name, code, GgufType.readable())));
    try {
      return new Entry(Shape.of(sizes), type, in.i64());
    } catch (IllegalArgumentException e) {
      throw in.failure("tensor %s: %s".formatted(name, e.getMessage()));
    }
  }

  private void add(String name, Entry entry, long alignment, long start, long size)
      throws FormatException {
    GgufType type = entry.type();
    Shape shape = entry.shape();
    int row = shape.rank() == 0 ? 1 : shape.size(shape.rank() - 1);
    if (row % type.elements() != 0) {
      throw new FormatException(
          path,
          "tensor %s %s of %s has rows that are not whole blocks of %d elements; the file is damaged"
              .formatted(name, shape, type, type.elements()));
    }
    long bytes = (long) shape.count() / type.elements() * type.bytes();
    boolean fits =
        entry.offset() >= 0
            && entry.offset() % alignment == 0
            && entry.offset() <= size - start - bytes;
    if (!fits) {
      throw new FormatException(
          path,
          "tensor %s %s of %s needs %d bytes at byte %s of the data, which begins at byte %d of %d; the file is cut off or damaged"
              .formatted(
                  name, shape, type, bytes, Long.toUnsignedString(entry.offset()), start, size));
    }
    ByteSource stored = ByteSource.of(path, channel, start + entry.offset());
    ByteSource elements = stored;
    if (type.readAs().isEmpty()) {
      elements =
          (_, _) -> {
            throw new FormatException(
                path,
                "tensor %s is stored as %s, which is not read; %s are, quantize the model to Q8_0 or Q4_K"
                    .formatted(name, type, GgufType.readable()));
          };
    } else if (type.isQuantized()) {
      elements = new BlockSource(type, stored);
    }
    types.put(name, type);
    tensors.put(
        name, StoredTensor.in(path, name, type.readAs().orElse(StoredType.F32), shape, elements));
  }

  /// How each tensor is stored, by name.
  public Map<String, GgufType> types() {
    return Collections.unmodifiableMap(types);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String format() {
    return "GGUF";
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
