package dev.adjoint.formats.numpy;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.StridedSource;
import dev.adjoint.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// The checked header of an array in NumPy's format, versions 1 to 3.
///
/// `\x93NUMPY`, two bytes of version, the length of the header (2 bytes, from version 2 on 4), and
/// a dictionary of Python as text: `descr` is the element type, `fortran_order` whether the first
/// axis runs fastest, `shape` the sizes.
///
/// @param type of the elements
/// @param isBigEndian whether the numbers are big-endian
/// @param isFortran whether the first axis runs fastest
/// @param start of the elements, in bytes from the start of the array
record NpyHeader(StoredType type, boolean isBigEndian, boolean isFortran, Shape shape, long start) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final String AGAIN = "fetch or save the file again";

  /// A longer header is refused; NumPy refuses 10,000 characters.
  private static final int LARGEST = 65_536;

  private static final Map<String, StoredType> TYPES =
      Map.ofEntries(
          Map.entry("f8", StoredType.F64),
          Map.entry("f4", StoredType.F32),
          Map.entry("f2", StoredType.F16),
          Map.entry("i8", StoredType.I64),
          Map.entry("i4", StoredType.I32),
          Map.entry("i2", StoredType.I16),
          Map.entry("i1", StoredType.I8),
          Map.entry("u8", StoredType.U64),
          Map.entry("u4", StoredType.U32),
          Map.entry("u2", StoredType.U16),
          Map.entry("u1", StoredType.U8),
          Map.entry("b1", StoredType.BOOL),
          Map.entry("c8", StoredType.C64),
          Map.entry("c16", StoredType.C128));

  /// Whether a file begins like an array.
  static boolean isStart(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /// Reads and checks a header.
  ///
  /// @param entry what to call the array in messages, such as `entry x.npy: `; empty for a file
  /// @param size of the array with its header, in bytes
  static NpyHeader read(Path file, String entry, ByteSource source, long size) throws IOException {
    byte[] prefix = new byte[(int) Math.min(size, 12)];
    source.read(0, ByteBuffer.wrap(prefix));
    if (prefix.length < 12 || !isStart(prefix)) {
      throw new FormatException(
          file,
          "%san array of NumPy begins with \\x93NUMPY and has at least 12 bytes but this is something else with %d bytes; %s"
              .formatted(entry, size, AGAIN));
    }
    int version = prefix[6];
    ByteBuffer numbers = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN);
    if (version < 1 || version > 3 || prefix[7] != 0) {
      throw new FormatException(
          file,
          "%sthe version of the array is %d.%d but 1.0, 2.0 and 3.0 can be read; save it with NumPy's save"
              .formatted(entry, prefix[6] & 0xff, prefix[7] & 0xff));
    }
    int start = version == 1 ? 10 : 12;
    long length =
        version == 1
            ? Short.toUnsignedInt(numbers.getShort(8))
            : Integer.toUnsignedLong(numbers.getInt(8));
    if (length > size - start || length > LARGEST) {
      throw new FormatException(
          file,
          "%sthe header should have %d bytes but %d are left; it is cut short, %s"
              .formatted(entry, length, size - start, AGAIN));
    }
    byte[] text = new byte[(int) length];
    source.read(start, ByteBuffer.wrap(text));
    String header =
        new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return of(file, entry, new PythonDictionary(file, entry, header), start + length, size);
  }

  private static NpyHeader of(
      Path file, String entry, PythonDictionary header, long start, long size)
      throws FormatException {
    String descr = header.text("descr");
    boolean isFortran = header.truth("fortran_order");
    int[] sizes = header.wholes("shape");
    header.requireNothingElse(3);
    char order = descr.isEmpty() ? ' ' : descr.charAt(0);
    StoredType type = "<>|=".indexOf(order) < 0 ? null : TYPES.get(descr.substring(1));
    if (type == null) {
      throw new FormatException(
          file,
          "%sthe elements are of NumPy's type %s; floating-point numbers of 2, 4 and 8 bytes, integers, truth values and complex numbers can be read, convert the array with astype"
              .formatted(entry, header.brief(descr)));
    }
    Shape shape;
    try {
      shape = Shape.of(sizes);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file, "%s%s".formatted(entry, e.getMessage()), e);
    }
    long needed = (long) shape.count() * type.bytes();
    if (size - start != needed) {
      throw new FormatException(
          file,
          "%sthe array %s of %s needs %d bytes but has %d; it is cut short or too long, %s"
              .formatted(entry, shape, type, needed, size - start, AGAIN));
    }
    return new NpyHeader(type, order == '>', isFortran, shape, start);
  }

  /// The array as a tensor that is read on request.
  StoredTensor tensor(Path file, String name, ByteSource source) {
    long from = start;
    ByteSource elements = (offset, into) -> source.read(from + offset, into);
    ByteSource little = isBigEndian ? elements.swapped(type.numberBytes()) : elements;
    if (!isFortran || shape.count() == 0 || shape.rank() < 2) {
      return StoredTensor.in(file, name, type, shape, little);
    }
    long[] strides = new long[shape.rank()];
    long stride = 1;
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = stride;
      stride *= shape.size(axis);
    }
    return StoredTensor.in(
        file, name, type, shape, new StridedSource(file, little, type.bytes(), shape, 0, strides));
  }

  /// The header of a tensor in C order, version 1, padded so that the elements begin at a multiple
  /// of 64.
  ///
  /// @throws IllegalArgumentException if NumPy has no such type
  static byte[] of(StoredTensor tensor) {
    String descr = requireType(tensor.type());
    StringBuilder sizes = new StringBuilder();
    for (int size : tensor.shape().toArray()) {
      sizes.append(size).append(',');
    }
    if (tensor.shape().rank() > 1) {
      sizes.setLength(sizes.length() - 1);
    }
    String text =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(
                tensor.type().bytes() == 1 ? "|" : "<",
                descr,
                sizes.toString().replace(",", ", ").strip());
    int fill = Math.floorMod(-(10 + text.length() + 1), 64);
    byte[] body = (text + " ".repeat(fill) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer header = ByteBuffer.allocate(10 + body.length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) body.length).put(body);
    return header.array();
  }

  /// NumPy's name of an element type.
  ///
  /// @throws IllegalArgumentException if NumPy has no such type
  static String requireType(StoredType type) {
    return TYPES.entrySet().stream()
        .filter(known -> known.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "npy: NumPy has no element type %s; write F32 or F16 instead".formatted(type)));
  }
}
