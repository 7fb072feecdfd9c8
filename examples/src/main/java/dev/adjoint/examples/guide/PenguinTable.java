package dev.adjoint.examples.guide;

import module dev.adjoint.data;

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
