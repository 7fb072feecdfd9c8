package dev.adjoint.kernel.update;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;
import dev.adjoint.kernel.work.Scratch;
import java.util.Arrays;

/// The steps of optimizers over rows of tables. A few rows at a time are copied into registers in
/// the L1 cache, where the program is applied to them, and back.
final class RowUpdate {

  /// About how many elements are computed at a time.
  private static final int BLOCK = 512;

  /// A row costs about as much as this many elements of a run through memory.
  private static final int WEIGHT = 16;

  private RowUpdate() {}

  static void update(RowStepCall call) {
    long[] index = ((Storage.Longs) call.index().storage()).array();
    int first = call.index().offset();
    View[] tables = new View[1 + call.memories().length];
    tables[0] = call.value();
    System.arraycopy(call.memories(), 0, tables, 1, call.memories().length);
    Pieces.run(
        call.index().count(),
        WEIGHT * call.width(),
        (from, to) -> {
          switch (call.value().storage()) {
            case Floats _ -> floats(call, tables, index, first, from, to);
            case Doubles _ -> doubles(call, tables, index, first, from, to);
            default -> throw Unsupported.function("update", call.value().storage());
          }
        });
  }

  private static void floats(
      RowStepCall call, View[] tables, long[] index, int first, int from, int to) {
    int width = call.width();
    int rows = Math.clamp(BLOCK / width, 1, to - from);
    UpdateProgram program = call.program();
    float[][] registers = Scratch.borrow(program.registers(), rows * width);
    for (int i = 0; i < call.numbers().length; i++) {
      Arrays.fill(registers[program.inputs() + i], 0, rows * width, (float) call.numbers()[i]);
    }
    float[] gradients = ((Floats) call.gradients().storage()).array();
    for (int row = from; row < to; row += rows) {
      int count = Math.min(rows, to - row);
      int start = call.gradients().offset() + row * width;
      System.arraycopy(gradients, start, registers[1], 0, count * width);
      for (int table = 0; table < tables.length; table++) {
        float[] x = ((Floats) tables[table].storage()).array();
        float[] register = registers[table == 0 ? 0 : 1 + table];
        for (int i = 0; i < count; i++) {
          int at = tables[table].offset() + (int) index[first + row + i] * width;
          System.arraycopy(x, at, register, i * width, width);
        }
      }
      FloatUpdate.apply(program, registers, count * width);
      for (int table = 0; table < tables.length; table++) {
        float[] x = ((Floats) tables[table].storage()).array();
        float[] register = registers[program.results().get(table)];
        for (int i = 0; i < count; i++) {
          int at = tables[table].offset() + (int) index[first + row + i] * width;
          System.arraycopy(register, i * width, x, at, width);
        }
      }
    }
    Scratch.giveBack(registers);
  }

  private static void doubles(
      RowStepCall call, View[] tables, long[] index, int first, int from, int to) {
    int width = call.width();
    UpdateProgram program = call.program();
    double[][] inputs = new double[program.inputs()][];
    int[] offsets = new int[inputs.length];
    inputs[1] = ((Doubles) call.gradients().storage()).array();
    for (int table = 0; table < tables.length; table++) {
      inputs[table == 0 ? 0 : 1 + table] = ((Doubles) tables[table].storage()).array();
    }
    for (int row = from; row < to; row++) {
      offsets[1] = call.gradients().offset() + row * width;
      for (int table = 0; table < tables.length; table++) {
        offsets[table == 0 ? 0 : 1 + table] =
            tables[table].offset() + (int) index[first + row] * width;
      }
      DoubleUpdate.run(program, inputs, offsets, width, call.numbers());
    }
  }
}
