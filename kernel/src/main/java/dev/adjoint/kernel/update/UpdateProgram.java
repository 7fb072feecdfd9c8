package dev.adjoint.kernel.update;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The formula of an optimizer's step as a list of instructions, applied to each element
/// separately.
///
/// Every instruction reads registers and writes its own register. The registers are
///
/// | registers | hold |
/// |---|---|
/// | 0 | the value |
/// | 1 | the gradient |
/// | 2 … | the memories, values that the optimizer keeps for the element |
/// | after these | the numbers of the step, equal for all elements |
/// | after these | the result of each instruction, in order |
///
/// Each instruction rounds once to the element type, and every number is rounded once to it.
///
/// @param memories the number of memories of an element
/// @param numbers how many numbers a step has
/// @param code the instructions
/// @param results the registers of the new value and of each new memory
public record UpdateProgram(
    int memories, int numbers, List<Instruction> code, List<Integer> results) {

  /// The function that an instruction computes from its operands a, b and c.
  public enum Operation {
    /// `a`.
    COPY,
    /// `a + b`.
    ADD,
    /// `a − b`.
    SUBTRACT,
    /// `a · b`.
    MULTIPLY,
    /// `a / b`.
    DIVIDE,
    /// `a · b + c`, rounded once.
    FMA,
    /// The larger of a and b, NaN if one is; −0 is below 0.
    MAXIMUM,
    /// `√a`.
    SQUARE_ROOT,
    /// `|a|`.
    ABSOLUTE,
    /// −1 or 1 with the sign of a; zeros and NaN stay unchanged.
    SIGN
  }

  /// One instruction.
  ///
  /// @param a a register
  /// @param b a register, 0 where the operation has one operand
  /// @param c a register, 0 where it has fewer than three
  public record Instruction(Operation operation, int a, int b, int c) {}

  /// Whether [VectorUpdate] has a loop of its own for this program.
  public boolean isFused() {
    return FusedUpdate.of(this) != null;
  }

  /// Checks that every instruction reads only registers that are already written.
  public UpdateProgram {
    code = List.copyOf(code);
    results = List.copyOf(results);
    int known = 2 + memories + numbers;
    for (Instruction instruction : code) {
      if (Math.max(instruction.a(), Math.max(instruction.b(), instruction.c())) >= known) {
        throw new IllegalArgumentException("update: an instruction reads a later result");
      }
      known++;
    }
    if (results.size() != 1 + memories || results.stream().anyMatch(r -> r < 0)) {
      throw new IllegalArgumentException("update: a result is missing");
    }
  }

  /// The number of registers of an element: the value, the gradient and the memories.
  public int inputs() {
    return 2 + memories;
  }

  /// The number of all registers.
  public int registers() {
    return inputs() + numbers + code.size();
  }

  /// The input that result r replaces: 0 for the value, then the memories.
  public int target(int result) {
    return result == 0 ? 0 : 1 + result;
  }

  /// Writes a program instruction by instruction. Methods return the register of their result.
  public static final class Writer {
    private final int memories;
    private final int numbers;
    private final List<Instruction> code = new ArrayList<>();
    private final int[] results;

    /// A program without instructions, which changes nothing.
    public Writer(int memories, int numbers) {
      this.memories = memories;
      this.numbers = numbers;
      this.results = new int[1 + memories];
      for (int result = 1; result < results.length; result++) {
        results[result] = 1 + result;
      }
    }

    /// The register of the value.
    public int value() {
      return 0;
    }

    /// The register of the gradient.
    public int gradient() {
      return 1;
    }

    /// The register of a memory.
    public int memory(int index) {
      return 2 + checked("memory", index, memories);
    }

    /// The register of a number of the step.
    public int number(int index) {
      return 2 + memories + checked("number", index, numbers);
    }

    private static int checked(String what, int index, int count) {
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException(
            "update: %s %d was asked for but there are %d; declare as many as the formula uses"
                .formatted(what, index, count));
      }
      return index;
    }

    /// Adds an instruction with one operand.
    public int write(Operation operation, int a) {
      return write(operation, a, 0, 0);
    }

    /// Adds an instruction with two operands.
    public int write(Operation operation, int a, int b) {
      return write(operation, a, b, 0);
    }

    /// Adds an instruction with three operands.
    public int write(Operation operation, int a, int b, int c) {
      code.add(new Instruction(operation, a, b, c));
      return 1 + memories + numbers + code.size();
    }

    /// Makes a register the new value.
    public void value(int register) {
      results[0] = settled(register, 0);
    }

    /// Makes a register the new content of a memory.
    public void memory(int index, int register) {
      results[1 + checked("memory", index, memories)] = settled(register, 2 + index);
    }

    /// Returns a register with this value that no result overwrites before it is read.
    private int settled(int register, int target) {
      boolean isInput = register < 2 + memories && register != target;
      return isInput ? write(Operation.COPY, register) : register;
    }

    /// The program.
    public UpdateProgram program() {
      return new UpdateProgram(memories, numbers, code, Arrays.stream(results).boxed().toList());
    }
  }
}
