package dev.adjoint.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.adjoint.data.DataException;
import dev.adjoint.data.SharedData;
import dev.adjoint.data.ShippedData;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  @TempDir Path folder;

  private Path file(byte... bytes) {
    return IdxBytes.write(folder.resolve("x-idx"), bytes);
  }

  @Test
  void bytesAreReadPlainAndGzip() {
    byte[] bytes = IdxBytes.of(8, new int[] {2, 3, 2}, 12);
    for (byte[] form : new byte[][] {bytes, IdxBytes.gzip(bytes)}) {
      IdxArray array = IdxReader.read(file(form));
      assertThat(array.type()).isEqualTo(IdxType.UBYTE);
      assertThat(array.sizes()).containsExactly(2, 3, 2);
      assertThat(array.count()).isEqualTo(2);
      assertThat(array.width()).isEqualTo(6);
      assertThat(array.number(11)).isEqualTo(11);
    }
  }

  @Test
  void everyTypeIsReadBigEndian() {
    ByteBuffer data = ByteBuffer.allocate(8);
    assertNumber(0x08, data.put(0, (byte) -1), 1, 255);
    assertNumber(0x09, data.put(0, (byte) -1), 1, -1);
    assertNumber(0x0B, data.putShort(0, (short) -300), 2, -300);
    assertNumber(0x0C, data.putInt(0, 1 << 30), 4, 1 << 30);
    assertNumber(0x0D, data.putFloat(0, 1.5f), 4, 1.5);
    assertNumber(0x0E, data.putDouble(0, 0.1), 8, 0.1);
  }

  private void assertNumber(int type, ByteBuffer data, int length, double expected) {
    byte[] header = IdxBytes.of(type, new int[] {1}, 0);
    byte[] whole = Arrays.copyOf(header, header.length + length);
    data.get(0, whole, header.length, length);
    assertThat(IdxReader.read(file(whole)).number(0)).isEqualTo(expected);
  }

  @Test
  void realImagesAndLabelsAreRead() {
    Path clothes = ShippedData.path("fashion-mnist");
    IdxArray images = IdxReader.read(clothes.resolve("t10k-images-idx3-ubyte.gz"));
    IdxArray labels = IdxReader.read(clothes.resolve("t10k-labels-idx1-ubyte.gz"));
    assertThat(images.sizes()).containsExactly(1000, 28, 28);
    assertThat(labels.sizes()).containsExactly(1000);
    assertThat(labels.number(0)).as("an ankle boot").isEqualTo(9);
  }

  @Test
  void realDigitsAreRead() {
    IdxArray images = IdxReader.read(SharedData.path("mnist/t10k-images-idx3-ubyte.gz"));
    IdxArray labels = IdxReader.read(SharedData.path("mnist/t10k-labels-idx1-ubyte.gz"));
    assertThat(images.sizes()).containsExactly(10_000, 28, 28);
    assertThat(labels.number(0)).isEqualTo(7);
  }

  @Test
  void aFileThatIsCutShortIsRefused() {
    Path file = file(IdxBytes.of(8, new int[] {10, 28, 28}, 7000));
    assertThatThrownBy(() -> IdxReader.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read x-idx: the header promises [10, 28, 28] UBYTE (7840 bytes) but only 7000 bytes follow; the file is cut short or damaged, fetch it again");
  }

  @Test
  void aFileThatIsTooLongIsRefused() {
    Path file = file(IdxBytes.of(8, new int[] {2, 2}, 5));
    assertThatThrownBy(() -> IdxReader.read(file))
        .hasMessage(
            "read x-idx: the header promises [2, 2] UBYTE (4 bytes) but more bytes follow; the file is cut short or damaged, fetch it again");
  }

  @Test
  void aHeaderThatLiesCostsNoMemory() {
    byte[] lie = IdxBytes.of(8, new int[] {60_000, 5_000, 5_000}, 100);
    byte[] smaller = IdxBytes.of(8, new int[] {1_000, 1_000, 1_000}, 100);
    for (byte[] bytes : new byte[][] {lie, smaller, IdxBytes.gzip(lie), IdxBytes.gzip(smaller)}) {
      Path file = file(bytes);
      long before = allocated();
      assertThatThrownBy(() -> IdxReader.read(file))
          .hasMessageContaining("but only 100 bytes follow; the file is cut short or damaged");
      assertThat(allocated() - before).isLessThan(4 << 20);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Test
  void sizesThatNoFileCanHaveAreRefused() {
    for (int[] sizes :
        new int[][] {
          {-1, 28, 28},
          {0, 28, 28},
          {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE}
        }) {
      Path file = file(IdxBytes.of(8, sizes, 10));
      assertThatThrownBy(() -> IdxReader.read(file))
          .hasMessage(
              "read x-idx: the header promises sizes "
                  + Arrays.toString(sizes)
                  + " but each must be at least 1 and their product a length that a file can have; the file is damaged, fetch it again");
    }
  }

  @Test
  void damagedGzipIsRefused() {
    byte[] whole = IdxBytes.gzip(IdxBytes.of(8, new int[] {10, 10}, 100));
    Path file = file(Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> IdxReader.read(file))
        .hasMessage(
            "read x-idx: the gzip data is damaged or cut short (Unexpected end of ZLIB input stream); fetch the file again");
  }

  @Test
  void anotherKindOfFileIsRefused() {
    Path file = file("PNG picture".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> IdxReader.read(file))
        .hasMessage(
            "read x-idx: this is not an IDX file, it begins with 50 4e 47 20 where 00 00, a type (08, 09, 0b, 0c, 0d, 0e) and the number of axes belong; check that this is the file you meant");
  }

  @Test
  void axesOutOfRangeAreRefused() {
    Path file = file((byte) 0, (byte) 0, (byte) 8, (byte) 200);
    assertThatThrownBy(() -> IdxReader.read(file))
        .hasMessage(
            "read x-idx: the header promises 200 axes but 1 … 8 are possible; the file is damaged or not an IDX file");
  }

  @Test
  void aHeaderThatIsCutShortIsRefused() {
    Path file = file((byte) 0, (byte) 0, (byte) 8, (byte) 3, (byte) 0, (byte) 0);
    assertThatThrownBy(() -> IdxReader.read(file))
        .hasMessage(
            "read x-idx: the header promises 3 axes but the file ends after 6 bytes; the file is cut short, fetch it again");
  }

  @Test
  void anEmptyAndAMissingFileAreRefused() {
    Path file = file();
    assertThatThrownBy(() -> IdxReader.read(file))
        .hasMessage("read x-idx: the file is empty (0 bytes); fetch it again");
    Path missing = folder.resolve("no");
    assertThatThrownBy(() -> IdxReader.read(missing))
        .hasMessage("read no: there is no such file (%s); check the path", missing);
  }
}
