package dev.adjoint.kernel.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.AddCall;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.elementwise.UnaryCall;
import dev.adjoint.kernel.index.RequireWithinCall;
import dev.adjoint.kernel.matmul.MatmulCall;
import dev.adjoint.kernel.reduce.ReduceCall;
import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.kernel.strided.FillCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgramTest {

  private static final int LENGTH = 24;

  private final View input = floats(LENGTH);

  private static View floats(int... sizes) {
    return View.contiguous(
        new Floats(new float[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)]), sizes);
  }

  private static float[] elements(View view) {
    return ((Floats) view.storage()).array();
  }

  /// The elements in C order.
  private static float[] contents(View view) {
    View copy = floats(view.sizes());
    new CopyCall(view, copy).run();
    return elements(copy);
  }

  @Test
  void aRunComputesWithWhatIsInTheInputsNow() {
    View y = floats(LENGTH);
    Tape tape = Tape.record(() -> new UnaryCall(Unary.SQUARE, input, y).run());
    tape.keep(y);
    Program program = Program.of(tape);
    Arrays.fill(elements(input), 3);
    program.run();
    assertThat(contents(program.output(0))).containsOnly(9);
    assertThat(elements(y)).containsOnly(0);
  }

  @Test
  void anOutputIsCompleteAfterTheLastCallThatChangesIt() {
    View square = floats(LENGTH);
    View sum = floats(LENGTH);
    View exp = floats(LENGTH);
    Tape tape =
        Tape.record(() -> {
          new UnaryCall(Unary.SQUARE, input, square).run();
          new UnaryCall(Unary.EXP, input, exp).run();
          new AddCall(exp, square).run();
          new BinaryCall(Binary.ADD, square, exp, sum).run();
        });
    List.of(sum, square, exp, input).forEach(tape::keep);
    Program program = Program.of(tape);
    Arrays.fill(elements(input), 1);
    program.run();
    List<String> expected = outputs(program);
    Arrays.fill(elements(input), 2);
    List<Integer> order = new ArrayList<>();
    List<String> seen = new ArrayList<>(List.of("", "", "", ""));
    List<Boolean> sumIsOld = new ArrayList<>();
    program.run(output -> {
      order.add(output);
      seen.set(output, Arrays.toString(contents(program.output(output))));
      sumIsOld.add(Arrays.toString(contents(program.output(0))).equals(expected.getFirst()));
    });
    assertThat(order).containsExactly(3, 2, 1, 0);
    assertThat(seen).isEqualTo(outputs(program)).isNotEqualTo(expected);
    assertThat(sumIsOld).as("the calls after it follow").containsExactly(true, true, true, false);
  }

  private static List<String> outputs(Program program) {
    return IntStream.range(0, 4)
        .mapToObj(i -> Arrays.toString(contents(program.output(i))))
        .toList();
  }

  @Test
  void callsThatNobodyNeedsAreLeftOut() {
    View y = floats(LENGTH);
    View unused = floats(LENGTH);
    Tape tape =
        Tape.record(() -> {
          new UnaryCall(Unary.SQUARE, input, unused).run();
          new UnaryCall(Unary.EXP, unused, floats(LENGTH)).run();
          new UnaryCall(Unary.SQUARE, input, y).run();
        });
    tape.keep(y);
    assertThat(Program.of(tape).calls()).isEqualTo(1);
  }

  @Test
  void whatDependsOnNothingIsComputedOnce() {
    View y = floats(LENGTH);
    Tape tape =
        Tape.record(() -> {
          View two = floats(1);
          new FillCall(two, 2).run();
          View four = floats(1);
          new UnaryCall(Unary.SQUARE, two, four).run();
          View everywhere = four.with(0, new int[] {LENGTH}, new int[] {0});
          new BinaryCall(Binary.MULTIPLY, input, everywhere, y).run();
        });
    tape.keep(y);
    Program program = Program.of(tape);
    assertThat(program.calls()).isEqualTo(1);
    Arrays.fill(elements(input), 3);
    program.run();
    assertThat(contents(program.output(0))).containsOnly(12);
  }

  @Test
  void whatDependsOnSettledStoragesIsComputedAtRefresh() {
    View weight = floats(LENGTH);
    View y = floats(LENGTH);
    Tape tape =
        Tape.record(() -> {
          Tape.hold(weight.storage());
          View square = floats(LENGTH);
          new UnaryCall(Unary.SQUARE, weight, square).run();
          new BinaryCall(Binary.MULTIPLY, input, square, y).run();
        });
    tape.settle(weight.storage());
    tape.keep(y);
    Arrays.fill(elements(weight), 2);
    Program program = Program.of(tape);
    assertThat(program.calls()).isEqualTo(1);
    Arrays.fill(elements(input), 3);
    program.run();
    assertThat(contents(program.output(0))).containsOnly(12);
    Arrays.fill(elements(weight), 5);
    program.run();
    assertThat(contents(program.output(0))).containsOnly(12);
    program.refresh();
    program.run();
    assertThat(contents(program.output(0))).containsOnly(75);
  }

  @Test
  void fewRowsReadASettledTransposedMatrixFromACopy() {
    View weight = floats(4, 6);
    View transposed = weight.with(0, new int[] {6, 4}, new int[] {1, 6});
    View rows = input.with(0, new int[] {4, 6}, new int[] {6, 1});
    View y = floats(4, 4);
    Tape tape =
        Tape.record(() -> {
          Tape.hold(weight.storage());
          new MatmulCall(rows, transposed, y).run();
        });
    tape.settle(weight.storage());
    tape.keep(y);
    Arrays.fill(elements(weight), 2);
    Program program = Program.of(tape);
    Arrays.fill(elements(weight), 7);
    Arrays.fill(elements(input), 3);
    program.run();
    assertThat(contents(program.output(0))).containsOnly(36);
    program.refresh();
    program.run();
    assertThat(contents(program.output(0))).containsOnly(126);
  }

  @Test
  void whatIsNotOverwrittenAsAWholeStartsFromZeroAtEveryRun() {
    View y = floats(LENGTH);
    Tape tape =
        Tape.record(() -> {
          View front = y.with(0, new int[] {10}, new int[] {1});
          View part = input.with(5, new int[] {10}, new int[] {1});
          new CopyCall(part, front).run();
          new AddCall(input, y).run();
        });
    tape.keep(y);
    Program program = Program.of(tape);
    Arrays.fill(elements(input), 1);
    program.run();
    program.run();
    float[] expected = new float[LENGTH];
    Arrays.fill(expected, 0, 10, 2);
    Arrays.fill(expected, 10, LENGTH, 1);
    assertThat(contents(program.output(0))).containsExactly(expected);
  }

  @Test
  void partsThatMakeUpTheWholeNeedNoClearing() {
    View y = floats(LENGTH);
    Tape tape =
        Tape.record(() -> {
          View odd = y.with(1, new int[] {LENGTH / 2}, new int[] {2});
          View even = y.with(0, new int[] {LENGTH / 2}, new int[] {2});
          View half = input.with(0, new int[] {LENGTH / 2}, new int[] {1});
          new CopyCall(half, odd).run();
          new UnaryCall(Unary.NEGATE, half, even).run();
        });
    tape.keep(y);
    assertThat(Program.of(tape).calls()).isEqualTo(2);
  }

  @Test
  void whatATemporaryHeldBeforeTheRecordingIsRestored() {
    View y = View.contiguous(new Floats(new float[] {5, 6}), 2);
    View x = View.contiguous(new Floats(new float[] {1, 1}), 2);
    Tape tape = Tape.record(() -> new AddCall(x, y).run());
    tape.keep(y);
    Program program = Program.of(tape);
    program.run();
    program.run();
    assertThat(contents(program.output(0))).containsExactly(6, 7);
  }

  @Test
  void heldMemoryIsWrittenInPlace() {
    View counter = floats(1);
    View one = View.contiguous(new Floats(new float[] {1}), 1);
    Tape tape =
        Tape.record(() -> {
          Tape.hold(counter.storage());
          new AddCall(one, counter).run();
        });
    Program program = Program.of(tape);
    program.run();
    program.run();
    assertThat(elements(counter)).containsExactly(3);
  }

  @Test
  void aRangeCheckIsMadeAtEveryRun() {
    long[] indices = {0, 1, 2};
    View index = View.contiguous(new Longs(indices), 3);
    Tape tape =
        Tape.record(() ->
            new RequireWithinCall(
                    index, 3, (i, at) -> new IndexOutOfBoundsException(i + " at " + at))
                .run());
    Program program = Program.of(tape);
    program.run();
    indices[1] = 3;
    assertThatThrownBy(program::run)
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("3 at 1");
  }

  @Test
  void temporariesOfALongChainShareTheMemoryOfTwo() {
    View x = floats(1000);
    View y = floats(1000);
    Tape tape =
        Tape.record(() -> {
          View from = x;
          for (int i = 0; i < 50; i++) {
            View to = floats(1000);
            new UnaryCall(Unary.TANH, from, to).run();
            from = to;
          }
          new CopyCall(from, y).run();
        });
    tape.keep(y);
    assertThat(Program.of(tape).plannedBytes()).isBetween(8000L, 8300L);
  }

  @Test
  void randomTapesGiveTheSameBitsForNewInputs() {
    for (int seed = 0; seed < 300; seed++) {
      View first = floats(LENGTH);
      View again = floats(LENGTH);
      int tapeSeed = seed;
      List<View> outputs = new ArrayList<>();
      draw(first, new SplittableRandom(seed));
      Tape tape =
          Tape.record(() -> {
            Tape.hold(first.storage());
            outputs.addAll(work(first, tapeSeed));
          });
      assertThat(tape.problem()).isNull();
      outputs.forEach(tape::keep);
      Program program = Program.of(tape);
      for (int round = 1; round <= 3; round++) {
        draw(first, new SplittableRandom(seed + 1000L * round));
        draw(again, new SplittableRandom(seed + 1000L * round));
        program.run();
        List<View> expected = work(again, seed);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(contents(program.output(i)))
              .as("output %d of tape %d in round %d", i, seed, round)
              .containsExactly(contents(expected.get(i)));
        }
      }
    }
  }

  private static void draw(View x, SplittableRandom random) {
    for (int i = 0; i < LENGTH; i++) {
      elements(x)[i] = (float) random.nextDouble(-1, 1);
    }
  }

  /// A fixed sequence of calls for each seed: into new memory, into parts of it, and onto it.
  private static List<View> work(View input, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Kernels kernels = Kernels.active();
    List<View> values = new ArrayList<>(List.of(input));
    for (int call = 0; call < 25; call++) {
      View x = values.get(random.nextInt(values.size()));
      View other = values.get(random.nextInt(values.size()));
      View y = floats(LENGTH);
      switch (random.nextInt(7)) {
        case 0 -> kernels.run(new UnaryCall(Unary.TANH, x, y));
        case 1 -> kernels.run(new BinaryCall(Binary.SUBTRACT, x, other, y));
        case 2 -> kernels.run(new FillCall(y, random.nextInt(3)));
        case 3 ->
            kernels.run(
                new ReduceCall(Reduction.SUM, x, y.with(0, new int[] {6}, new int[] {1}), 2, 4, 3));
        case 4 -> kernels.run(new CopyCall(part(x, random), part(y, random)));
        case 5 -> kernels.run(new AddCall(x, y));
        default -> {
          kernels.run(new CopyCall(part(x, random), part(y, random)));
          kernels.run(new AddCall(other, y));
        }
      }
      values.add(y);
    }
    return List.of(values.get(random.nextInt(1, 26)), values.get(25));
  }

  private static View part(View x, SplittableRandom random) {
    return x.with(random.nextInt(4), new int[] {10}, new int[] {random.nextInt(1, 3)});
  }
}
