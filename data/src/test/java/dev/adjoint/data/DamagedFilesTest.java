package dev.adjoint.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.idx.IdxReader;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.TableOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files with bytes changed, cut off or added at random give data or a [DataException], nothing
/// else.
class DamagedFilesTest {
  private static final int TRIALS = 1500;

  @TempDir Path folder;

  private interface Work {
    void run(Path file);
  }

  @Test
  void tables() throws IOException {
    String rows =
        IntStream.range(0, 30)
            .mapToObj(i -> i + "," + i * 0.37 + ",\"a, b\"," + (i % 2 == 0 ? "yes" : "no"))
            .collect(Collectors.joining("\r\n"));
    byte[] whole = ("id,x,q,y\r\n" + rows).getBytes(StandardCharsets.UTF_8);
    int refused =
        damage(
            whole,
            file -> Prepared.table(TableReader.read(file), TableOptions.target("y"), 0.2, 1));
    assertThat(refused).isBetween(TRIALS / 10, TRIALS - TRIALS / 10);
  }

  @Test
  void images() throws IOException {
    byte[] whole = new byte[16 + 10 * 9];
    whole[2] = 8;
    whole[3] = 3;
    whole[7] = 10;
    whole[11] = 3;
    whole[15] = 3;
    assertThat(damage(whole, IdxReader::read)).isBetween(TRIALS / 10, TRIALS - TRIALS / 10);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(whole);
    }
    assertThat(damage(packed.toByteArray(), IdxReader::read)).isGreaterThan(TRIALS / 10);
  }

  private int damage(byte[] whole, Work work) throws IOException {
    RandomGenerator random = RandomStream.of(11, "damage");
    Path file = folder.resolve("damaged");
    int refused = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Files.write(file, damaged(whole, random));
      try {
        work.run(file);
      } catch (DataException e) {
        refused++;
        assertThat(e.getMessage()).contains(": ").contains("; ");
      }
    }
    return refused;
  }

  private static byte[] damaged(byte[] whole, RandomGenerator random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(whole.length + 20) : whole.length;
    byte[] bytes = Arrays.copyOf(whole, length);
    for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
      bytes[random.nextInt(Math.min(length, 40))] = (byte) random.nextInt(256);
      bytes[random.nextInt(length)] = (byte) ",\"\n;\t-N0".charAt(random.nextInt(8));
    }
    return bytes;
  }
}
