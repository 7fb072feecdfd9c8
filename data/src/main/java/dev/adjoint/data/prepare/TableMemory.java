package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;

/// Refuses a table whose inputs and targets do not fit into memory, before memory is allocated.
///
/// @param source the name of the table
/// @param width the number of inputs of a row
/// @param widest the column that becomes most inputs
/// @param widestInputs the number of inputs that it becomes
/// @param available the bytes that Java may use
record TableMemory(String source, int width, String widest, int widestInputs, long available) {

  private static final int INPUT_BYTES = Float.BYTES;
  private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /// Refuses rows that are encoded for training. Training and validation inputs stay in memory,
  /// with their targets; while a part is encoded, there is a second copy of its inputs.
  ///
  /// @param targetBytes the bytes of the target of a row
  void require(long training, long validation, int targetBytes) {
    long rows = training + validation;
    long copied = Math.max(2 * training, training + 2 * validation);
    requireArray(Math.max(training, validation));
    require(rows, copied * width * INPUT_BYTES + rows * targetBytes);
  }

  /// Refuses rows that are encoded without a target.
  void require(long rows) {
    requireArray(rows);
    require(rows, 2 * rows * width * INPUT_BYTES);
  }

  private void requireArray(long rows) {
    if (rows * width > MOST_ELEMENTS) {
      throw new DataException(
          "prepare %s: %,d rows of %,d inputs are %,d numbers but one array holds at most %,d; drop column %s, which becomes %,d inputs, or use fewer rows"
              .formatted(source, rows, width, rows * width, MOST_ELEMENTS, widest, widestInputs));
    }
  }

  private void require(long rows, long bytes) {
    if (bytes > available) {
      throw new DataException(
          "prepare %s: %,d rows of %,d inputs need %.1f GB but Java may use %.1f GB; drop column %s, which becomes %,d inputs, use fewer rows, or give Java more memory with JDK_JAVA_OPTIONS=-Xmx%dg"
              .formatted(
                  source,
                  rows,
                  width,
                  bytes / 1e9,
                  available / 1e9,
                  widest,
                  widestInputs,
                  2 * bytes / (1 << 30) + 1));
    }
  }
}
