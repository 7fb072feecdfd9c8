package dev.adjoint.bench.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.IdxImages;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The load tool for a second: fifty clients get no error and the bits of each row alone.
final class ServingLoadTest {

  @TempDir private Path folder;

  @Test
  void fiftyClientsGetTheBitsOfEachRowAlone() throws Exception {
    LoadResult result = ServingLoad.run(run(), 50, 1, 8);

    assertThat(result.errors()).isZero();
    assertThat(result.wrong()).isZero();
    assertThat(result.rows()).isGreaterThanOrEqualTo(50);
    assertThat(result.batches()).isBetween(1L, (long) result.nanos().length);
    assertThat(result.text()).contains("p50 ", "p99 ", "0 errors");
  }

  @Test
  void quantilesAreTimesThatOccurred() {
    LoadResult result =
        new LoadResult(new long[] {4_000_000, 1_000_000, 2_000_000, 3_000_000}, 0, 0, 4, 2, 1);

    assertThat(result.quantile(0.5)).isEqualTo(2);
    assertThat(result.quantile(0.99)).isEqualTo(4);
    assertThat(result.quantile(1)).isEqualTo(4);
  }

  private Path run() throws Exception {
    int count = 40;
    int side = 5;
    SplittableRandom random = new SplittableRandom(3);
    ByteBuffer images = ByteBuffer.allocate(16 + count * side * side);
    images.putInt(0x803).putInt(count).putInt(side).putInt(side);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < side * side; j++) {
        images.put((byte) (i % 2 == 0 ? random.nextInt(100) : 100 + random.nextInt(100)));
      }
      labels.put((byte) (i % 2));
    }
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.write(data.resolve("train-images-idx3-ubyte"), images.array());
    Files.write(data.resolve("train-labels-idx1-ubyte"), labels.array());
    Path run = folder.resolve("run");
    Training.of(new IdxImages(data)).withEpochs(2).withHidden(8).run(run);
    return run;
  }
}
