package dev.adjoint.formats.tensorboard;

import dev.adjoint.formats.protobuf.WireReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A tensor in an event, as the newer writers store scalars, histograms, images and texts.
///
/// @param numbers the elements of a tensor of F32 or F64
/// @param strings the elements of a tensor of strings
record WireTensor(List<Double> numbers, List<byte[]> strings) {

  private static final int FLOAT = 1;
  private static final int DOUBLE = 2;
  private static final int MOST = 1 << 20;

  static WireTensor read(WireReader reader) throws IOException {
    int type = 0;
    byte[] content = new byte[0];
    List<Double> numbers = new ArrayList<>();
    List<byte[]> strings = new ArrayList<>();
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> type = (int) reader.varint();
        case 4 -> content = reader.bytes();
        case 5 -> {
          reader.fixed32(bits -> add(numbers, Float.intBitsToFloat((int) bits)));
        }
        case 6 -> reader.fixed64(bits -> add(numbers, Double.longBitsToDouble(bits)));
        case 8 -> strings.add(reader.bytes());
        default -> reader.skip();
      }
    }
    ByteBuffer packed = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    while (type == FLOAT && packed.remaining() >= Float.BYTES) {
      add(numbers, packed.getFloat());
    }
    while (type == DOUBLE && packed.remaining() >= Double.BYTES) {
      add(numbers, packed.getDouble());
    }
    return new WireTensor(numbers, strings);
  }

  /// Larger tensors are not those of a plugin that is read.
  private static void add(List<Double> numbers, double number) {
    if (numbers.size() < MOST) {
      numbers.add(number);
    }
  }

  /// An element as a text; what is not UTF-8 is replaced.
  String text(int index) {
    return new String(strings.get(index), StandardCharsets.UTF_8);
  }
}
