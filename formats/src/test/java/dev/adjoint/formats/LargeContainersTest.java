package dev.adjoint.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.keras.KerasFile;
import dev.adjoint.formats.tensorboard.EventWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives, sharded and external weights, HDF5 files and logs of more than 2 GB, those of ZIP64 of
/// more than 4 GB; their holes take no room on the disk. A JVM with 64 MB reads the last numbers.
class LargeContainersTest {

  private static final int AXIS = 1_200_000_000;
  private static final long BYTES = 4L * AXIS;

  @TempDir private Path temporary;

  private Path folder = Path.of("");

  @BeforeEach
  void aNameWithASpaceAndChineseCharacters() throws IOException {
    folder = Files.createDirectory(temporary.resolve("大 文件"));
  }

  private static void requireLast(Path file) throws IOException, InterruptedException {
    assertThat(SparseFiles.read(file)).endsWith("[1.5, -2.0]");
  }

  @Test
  void shards() throws IOException, InterruptedException {
    safetensors("a b.safetensors", "large", AXIS, BYTES);
    safetensors("二.safetensors", "last", 2, 8);
    Path index = folder.resolve("模型 m.safetensors.index.json");
    Files.writeString(
        index,
        """
        {"metadata": {"total_size": %d},
         "weight_map": {"large": "a b.safetensors", "last": "二.safetensors"}}
        """
            .formatted(BYTES + 8));
    requireLast(index);
  }

  private void safetensors(String name, String tensor, int count, long bytes) throws IOException {
    String header =
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(tensor, count, bytes);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer start = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(text.length).put(text);
    SparseFiles.write(
        folder.resolve(name), start.array(), start.capacity() + bytes, SparseFiles.last());
  }

  @Test
  void aStateDictOfPyTorch() throws IOException, InterruptedException {
    Path file = folder.resolve("权重 w.pt");
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(latin("\u0080\2}("));
    pickle.writeBytes(tensor("large", "0", AXIS));
    pickle.writeBytes(tensor("last", "1", 2));
    pickle.writeBytes(latin("u."));
    long size =
        SparseZip.create(file)
            .add("m/data.pkl", pickle.toByteArray())
            .add("m/byteorder", latin("little"))
            .add("m/data/0", new byte[0], BYTES)
            .add("m/data/1", SparseFiles.last())
            .add("m/version", latin("3\n"))
            .finish();
    assertThat(Files.size(file)).isEqualTo(size).isGreaterThan(1L << 32);
    requireLast(file);
  }

  /// An entry of a state dict with a storage of its own.
  private static byte[] tensor(String name, String key, int count) {
    byte[] number = little(4).putInt(count).array();
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    code.writeBytes(text(name));
    code.writeBytes(latin("ctorch._utils\n_rebuild_tensor_v2\n(("));
    code.writeBytes(text("storage"));
    code.writeBytes(latin("ctorch\nFloatStorage\n"));
    code.writeBytes(text(key));
    code.writeBytes(text("cpu"));
    code.write('J');
    code.writeBytes(number);
    code.writeBytes(latin("tQK\0J"));
    code.writeBytes(number);
    code.writeBytes(latin("\u0085K\1\u0085\u0089ccollections\nOrderedDict\n)RtR"));
    return code.toByteArray();
  }

  private static byte[] text(String text) {
    byte[] bytes = latin(text);
    return little(5 + bytes.length).put((byte) 'X').putInt(bytes.length).put(bytes).array();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer little(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void anArchiveOfNumpy() throws IOException, InterruptedException {
    Path file = folder.resolve("数组 a.npz");
    byte[] large = npy(AXIS);
    byte[] last = npy(2);
    byte[] whole = ByteBuffer.allocate(last.length + 8).put(last).put(SparseFiles.last()).array();
    long size =
        SparseZip.create(file)
            .add("large.npy", large, large.length + BYTES)
            .add("last.npy", whole)
            .finish();
    assertThat(Files.size(file)).isEqualTo(size).isGreaterThan(1L << 32);
    requireLast(file);
  }

  private static byte[] npy(int count) {
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d,), }".formatted(count);
    text += " ".repeat(Math.floorMod(-(11 + text.length()), 64)) + "\n";
    byte[] length = little(2).putShort((short) text.length()).array();
    return joined(latin("\u0093NUMPY\1\0"), length, latin(text));
  }

  @Test
  void weightsOfKeras() throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(TestFiles.made(temporary, "mlp.weights.h5"));
    byte[] last;
    try (KerasFile file = KerasFile.open(temporary.resolve("mlp.weights.h5"))) {
      StoredTensor tensor = file.tensors().values().stream().reduce((_, b) -> b).orElseThrow();
      last = new byte[Math.toIntExact(tensor.length())];
      tensor.readBytes(0, ByteBuffer.wrap(last));
    }
    // Its numbers move behind the hole, and the addresses of the numbers and of the end change.
    long end = BYTES + last.length;
    put(bytes, indexOf(bytes, little(8).putLong(indexOf(bytes, last)).array()), BYTES);
    put(bytes, 40, end);
    byte[] moved = last.clone();
    System.arraycopy(SparseFiles.last(), 0, moved, last.length - 8, 8);
    Path file = folder.resolve("大 k.weights.h5");
    SparseFiles.write(file, bytes, end, moved);
    requireLast(file);
  }

  private static void put(byte[] bytes, int at, long value) {
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
  }

  /// Where a part is; it must be there once.
  private static int indexOf(byte[] bytes, byte[] part) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    String wanted = new String(part, StandardCharsets.ISO_8859_1);
    int at = all.indexOf(wanted);
    assertThat(at).isNotNegative().isEqualTo(all.lastIndexOf(wanted));
    return at;
  }

  @Test
  void externalDataOfOnnx() throws IOException, InterruptedException {
    SparseFiles.write(folder.resolve("权重 w.data"), new byte[0], BYTES + 8, SparseFiles.last());
    byte[] large = initializer("large", AXIS, 0, BYTES);
    byte[] last = initializer("last", 2, BYTES, 8);
    byte[] graph = joined(field(5, large), field(5, last), field(2, latin("main_graph")));
    byte[] opset = field(8, number(2, 17));
    Path file = folder.resolve("模型 m.onnx");
    Files.write(file, joined(number(1, 8), field(7, graph), opset));
    requireLast(file);
  }

  private static byte[] initializer(String name, int count, long offset, long length) {
    return joined(
        number(1, count),
        number(2, 1),
        field(8, latin(name)),
        external("location", "权重 w.data"),
        external("offset", Long.toString(offset)),
        external("length", Long.toString(length)),
        number(14, 1));
  }

  private static byte[] external(String key, String value) {
    return field(
        13, joined(field(1, latin(key)), field(2, value.getBytes(StandardCharsets.UTF_8))));
  }

  /// A field of Protocol Buffers with bytes.
  private static byte[] field(int number, byte[] content) {
    return joined(varint((long) number << 3 | 2), varint(content.length), content);
  }

  private static byte[] number(int number, long value) {
    return joined(varint((long) number << 3), varint(value));
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long left = value;
    for (; left > 127; left >>>= 7) {
      out.write((int) ((left & 127) | 128));
    }
    out.write((int) left);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void aLogOfTensorBoard() throws IOException, InterruptedException {
    Path made;
    try (EventWriter events = EventWriter.in(folder.resolve("运行 r"))) {
      events.scalar("first", 1, 1.5);
      events.scalar("second", 2, -2);
      made = events.file();
    }
    byte[] small = Files.readAllBytes(made);
    // Records of an unknown field with zeros, before the two numbers.
    int length = 8 << 20;
    byte[] start = joined(varint(20 << 3 | 2), varint(length));
    byte[] content = new byte[start.length + length];
    System.arraycopy(start, 0, content, 0, start.length);
    byte[] count = little(8).putLong(content.length).array();
    byte[] header = joined(count, sum(count), start);
    byte[] footer = sum(content);
    Path file = folder.resolve("大 x.tfevents.1");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      long at = 0;
      while (at <= 1L << 31) {
        channel.write(ByteBuffer.wrap(header), at);
        at += 12 + content.length;
        channel.write(ByteBuffer.wrap(footer), at);
        at += footer.length;
      }
      channel.write(ByteBuffer.wrap(small), at);
    }
    assertThat(Files.size(file)).isGreaterThan(1L << 31);
    requireLast(file);
  }

  private static byte[] sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    int masked = Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
    return little(4).putInt(masked).array();
  }
}
