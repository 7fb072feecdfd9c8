package dev.adjoint.cli;

import dev.adjoint.data.RandomStream;
import dev.adjoint.data.generate.Digits;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.idx.IdxPair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files of generated digits.
final class Idx {

  private Idx() {}

  /// Makes a folder with a file of images and one of labels.
  static Path folder(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    pair(folder, "train", count, 1);
    return folder;
  }

  static void pair(Path folder, String name, int count, long seed) throws IOException {
    IdxPair pair = Digits.pair(count, 0.05, RandomStream.of(seed, "test"));
    Files.write(images(folder, name), bytes(pair.images()));
    Files.write(labels(folder, name), bytes(pair.labels()));
  }

  static Path images(Path folder, String name) {
    return folder.resolve(name + "-images-idx3-ubyte");
  }

  static Path labels(Path folder, String name) {
    return folder.resolve(name + "-labels-idx1-ubyte");
  }

  private static byte[] bytes(IdxArray array) {
    int count = 1;
    for (int size : array.sizes()) {
      count *= size;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * array.sizes().length + count);
    bytes.putShort((short) 0).put((byte) 8).put((byte) array.sizes().length);
    for (int size : array.sizes()) {
      bytes.putInt(size);
    }
    for (int i = 0; i < count; i++) {
      bytes.put((byte) array.number(i));
    }
    return bytes.array();
  }
}
