package dev.adjoint.formats.tensorboard;

import dev.adjoint.formats.protobuf.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields of an image in an event.
///
/// @param bytes the compressed picture
record ImageFields(int width, int height, byte[] bytes) {

  private static final int PICTURE = 2;

  static ImageFields read(WireReader reader) throws IOException {
    int width = 0;
    int height = 0;
    byte[] bytes = new byte[0];
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> height = (int) reader.varint();
        case 2 -> width = (int) reader.varint();
        case 4 -> bytes = reader.bytes();
        default -> reader.skip();
      }
    }
    return new ImageFields(width, height, bytes);
  }

  /// An image that is stored as a tensor of strings: width, height, picture; empty if it is none.
  static Optional<ImageFields> ofStrings(WireTensor tensor) {
    if (tensor.strings().size() <= PICTURE) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ImageFields(
              Integer.parseInt(tensor.text(0)),
              Integer.parseInt(tensor.text(1)),
              tensor.strings().get(PICTURE)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  LogContent picture(String tag) {
    List<Byte> boxed = new ArrayList<>(bytes.length);
    for (byte each : bytes) {
      boxed.add(each);
    }
    return new LogContent.Picture(tag, width, height, boxed);
  }
}
