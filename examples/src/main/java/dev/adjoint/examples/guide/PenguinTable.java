package dev.adjoint.examples.guide;

import dev.adjoint.data.Split;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.data.table.Table;
import java.nio.file.Path;

/// Chapter 5: data.
public final class PenguinTable {

  private PenguinTable() {}

  /// Reads and prepares the penguins.
  ///
  /// @param file `datasets/penguins.csv`
  /// @return training and validation samples
  public static Split run(Path file) {
    // @start region="prepare"
    Table table = TableReader.read(file);
    Prepared prepared = Prepared.table(table, TableOptions.target("species"), 0.2, 1);
    Split split = prepared.split();
    // @end
    return split;
  }
}
