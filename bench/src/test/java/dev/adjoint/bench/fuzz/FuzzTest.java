package dev.adjoint.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {
  private static final int TRIALS = 400;

  @Test
  void onlyDocumentedExceptionsLeaveAReader(@TempDir Path folder) throws IOException {
    List<Reader> readers = Readers.in(folder);
    assertThat(readers).hasSizeGreaterThan(5);
    for (Reader reader : readers) {
      Path prepared = reader.prepared(folder);
      int refused = 0;
      for (long seed : LongStream.range(0, TRIALS).toArray()) {
        Trial trial = Trial.of(reader, seed, prepared);
        assertThat(trial.failed()).as(trial.toString()).isFalse();
        refused += trial.accepted() ? 0 : 1;
      }
      assertThat(refused).as("damage that %s noticed", reader.name()).isGreaterThan(TRIALS / 20);
    }
  }

  @Test
  void aReaderThatThrowsAnythingElseIsCaught(@TempDir Path folder) throws IOException {
    Reader careless =
        new Reader(
            "careless",
            "x",
            new byte[] {1, 2, 3},
            file -> {
              throw new ArrayIndexOutOfBoundsException("7");
            },
            List.of(IOException.class));
    assertThat(Trial.of(careless, 1, folder).failed()).isTrue();
  }
}
