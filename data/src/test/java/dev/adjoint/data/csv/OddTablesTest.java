package dev.adjoint.data.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.DataException;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.Table;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whatever is in a file, the reader and the preparation give data or a [DataException] that names
/// the file or the operation and a fix. More files than in the build: `-Dadjoint.fuzz=1000000`, and
/// others with `-Dadjoint.fuzz.seed=7`.
class OddTablesTest {
  private static final int FILES = Integer.getInteger("adjoint.fuzz", 4000);
  private static final long SEED = Long.getLong("adjoint.fuzz.seed", 1);

  @Test
  void oddFilesGiveDataOrADataException() {
    int read = 0;
    int prepared = 0;
    for (int number = 0; number < FILES; number++) {
      byte[] bytes = new OddTables(RandomStream.of(SEED + number, "odd tables")).next();
      try {
        Table table = TableReader.read(TableFile.of("t.csv", bytes), ReadOptions.NONE);
        read++;
        Prepared data = Prepared.table(table, TableOptions.target(table.names().getLast()), 0.3, 1);
        prepared++;
        var preprocessing = (TablePreprocessing) data.preprocessing();
        var again =
            TablePreprocessing.fromMap(new PlainMap("preprocessing", preprocessing.toMap()));
        assertThat(again).as("seed %d", SEED + number).isEqualTo(preprocessing);
        Table same =
            TableReader.read(
                TableFile.of("t.csv", bytes),
                ReadOptions.NONE.withUsual(Optional.of(table.dialect())));
        assertThat(again.features(same).features().toFloatArray())
            .as("seed %d", SEED + number)
            .containsExactly(again.features(table).features().toFloatArray());
      } catch (DataException e) {
        assertThat(e.getMessage())
            .as("seed %d", SEED + number)
            .matches("(?s)(read|prepare|split).*: .*");
        assertThat(e.getMessage()).as("seed %d", SEED + number).contains("; ");
      } catch (RuntimeException e) {
        throw new AssertionError("seed %d: %s".formatted(SEED + number, e), e);
      }
    }
    assertThat(read).isGreaterThan(FILES / 4);
    assertThat(prepared).isGreaterThan(FILES / 20);
  }
}
