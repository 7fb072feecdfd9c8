package dev.adjoint.formats.gguf;

import java.io.IOException;

/// The values of the metadata of a GGUF file, as texts.
final class GgufValue {

  private static final int TEXT = 8;
  private static final int ARRAY = 9;

  /// Arrays of more elements are told by their number alone.
  private static final int SHOWN = 16;

  private static final int MOST_LEVELS = 4;

  /// The bytes of each type of value; 0 for texts and arrays.
  private static final int[] BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  private static final String[] NAMES = {
    "U8", "I8", "U16", "I16", "U32", "I32", "F32", "BOOL", "text", "array", "U64", "I64", "F64"
  };

  private GgufValue() {}

  /// Reads a value of a type.
  static String read(GgufInput in, long type) throws IOException {
    return read(in, type, 0);
  }

  private static String read(GgufInput in, long type, int level) throws IOException {
    if (type < 0 || type >= BYTES.length) {
      throw in.failure(
          "a value of the metadata has the type %d but types are 0 … 12; the file is damaged or newer"
              .formatted(type));
    }
    return switch ((int) type) {
      case 0 -> Integer.toString(in.u8());
      case 1 -> Byte.toString((byte) in.u8());
      case 2 -> Integer.toString(in.u16());
      case 3 -> Short.toString((short) in.u16());
      case 4 -> Long.toString(in.u32());
      case 5 -> Integer.toString(in.i32());
      case 6 -> Float.toString(Float.intBitsToFloat(in.i32()));
      case 7 -> Boolean.toString(in.u8() != 0);
      case TEXT -> in.text();
      case ARRAY -> array(in, level);
      case 10 -> Long.toUnsignedString(in.i64());
      case 11 -> Long.toString(in.i64());
      default -> Double.toString(Double.longBitsToDouble(in.i64()));
    };
  }

  private static String array(GgufInput in, int level) throws IOException {
    if (level == MOST_LEVELS) {
      throw in.failure(
          "arrays lie in one another more than %d levels deep; the file is damaged"
              .formatted(MOST_LEVELS));
    }
    long type = in.u32();
    if (type >= BYTES.length) {
      throw in.failure(
          "an array of the metadata has the type %d but types are 0 … 12; the file is damaged or newer"
              .formatted(type));
    }
    int each = BYTES[(int) type];
    long count = in.count("elements", each == 0 ? Long.BYTES : each);
    StringBuilder text = new StringBuilder("[");
    for (long i = 0; i < count; i++) {
      if (count <= SHOWN) {
        text.append(i == 0 ? "" : ", ").append(read(in, type, level + 1));
      } else if (each > 0) {
        in.skip(count * each);
        break;
      } else if (type == TEXT) {
        in.skip(in.count("characters", 1));
      } else {
        read(in, type, level + 1);
      }
    }
    return count <= SHOWN
        ? text.append(']').toString()
        : "%,d values of the type %s".formatted(count, NAMES[(int) type]);
  }
}
