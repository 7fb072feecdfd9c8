package dev.adjoint.kernel.update;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.reduce.DoubleReduce;
import dev.adjoint.kernel.update.UpdateProgram.Instruction;
import java.util.Arrays;

/// The steps of optimizers over F64 runs of stride 1.
///
/// A program is applied instruction by instruction to blocks that stay in the L1 cache. Each loop
/// reads and writes whole arrays from index 0, the form that the JIT compiler vectorizes.
final class DoubleUpdate {
  private static final int LANES = 16;

  /// The number of elements of a block.
  private static final int BLOCK = 512;

  private DoubleUpdate() {}

  /// Applies a program to n elements.
  ///
  /// @param inputs the arrays of the value, the gradient and the memories
  /// @param offsets the index of the first element in each of them
  static void run(
      UpdateProgram program, double[][] inputs, int[] offsets, int n, double[] numbers) {
    double[][] registers = new double[program.registers()][Math.min(n, BLOCK)];
    for (int i = 0; i < numbers.length; i++) {
      Arrays.fill(registers[program.inputs() + i], numbers[i]);
    }
    for (int from = 0; from < n; from += BLOCK) {
      int count = Math.min(BLOCK, n - from);
      for (int i = 0; i < inputs.length; i++) {
        System.arraycopy(inputs[i], offsets[i] + from, registers[i], 0, count);
      }
      apply(program, registers, count);
      for (int result = 0; result < program.results().size(); result++) {
        int target = program.target(result);
        double[] y = registers[program.results().get(result)];
        System.arraycopy(y, 0, inputs[target], offsets[target] + from, count);
      }
    }
  }

  /// Applies the instructions to n elements whose registers hold the inputs and the numbers.
  static void apply(UpdateProgram program, double[][] registers, int n) {
    int next = program.inputs() + program.numbers();
    for (Instruction instruction : program.code()) {
      apply(instruction, registers, registers[next++], n);
    }
  }

  private static void apply(Instruction instruction, double[][] registers, double[] y, int n) {
    double[] a = registers[instruction.a()];
    double[] b = registers[instruction.b()];
    double[] c = registers[instruction.c()];
    switch (instruction.operation()) {
      case COPY -> System.arraycopy(a, 0, y, 0, n);
      case ADD -> add(a, b, y, n);
      case SUBTRACT -> subtract(a, b, y, n);
      case MULTIPLY -> multiply(a, b, y, n);
      case DIVIDE -> divide(a, b, y, n);
      case FMA -> fma(a, b, c, y, n);
      case MAXIMUM -> maximum(a, b, y, n);
      case SQUARE_ROOT -> squareRoot(a, y, n);
      case ABSOLUTE -> absolute(a, y, n);
      case SIGN -> sign(a, y, n);
    }
  }

  private static void add(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void subtract(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - b[i];
    }
  }

  private static void multiply(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static void divide(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] / b[i];
    }
  }

  private static void fma(double[] a, double[] b, double[] c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(a[i], b[i], c[i]);
    }
  }

  private static void maximum(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  private static void squareRoot(double[] a, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.sqrt(a[i]);
    }
  }

  private static void absolute(double[] a, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.abs(a[i]);
    }
  }

  private static void sign(double[] a, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.signum(a[i]);
    }
  }

  /// The sum of squares of one block over 16 lanes.
  static double squares(double[] x, int xo, int n) {
    return squares(new double[LANES], x, xo, n);
  }

  /// Adds n more squares to the lanes, starting with lane 0, and folds the lanes.
  static double squares(double[] lanes, double[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      lanes[i % LANES] = Math.fma(x[xo + i], x[xo + i], lanes[i % LANES]);
    }
    return DoubleReduce.fold(Reduction.SUM, lanes, x, xo, 0);
  }
}
