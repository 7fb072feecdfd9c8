package dev.adjoint.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {

  @Test
  void theUndamagedFileOfEveryReaderIsRead(@TempDir Path folder) throws IOException {
    for (Reader reader : Readers.in(folder)) {
      Path file = reader.prepared(folder).resolve(reader.fileName());
      Files.write(file, reader.whole());
      assertThatCode(() -> reader.reading().read(file))
          .as(reader.name())
          .doesNotThrowAnyException();
    }
  }
}
