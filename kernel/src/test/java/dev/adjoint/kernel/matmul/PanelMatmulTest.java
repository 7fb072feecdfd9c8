package dev.adjoint.kernel.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.recording.Program;
import dev.adjoint.kernel.recording.Tape;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PanelMatmulTest {
  private final SplittableRandom random = new SplittableRandom(4);
  private final int before = Workers.threads();

  @AfterEach
  void restoreTheThreads() {
    Workers.threads(before);
  }

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  private View draw(boolean special, int... sizes) {
    int count = sizes[0] * sizes[1];
    float[] values = special ? FloatBits.mixed(count, random) : FloatBits.ordinary(count, random);
    return FloatBits.view(values, 3, sizes);
  }

  private static View transposed(View weight) {
    int[] sizes = weight.sizes();
    return weight.with(weight.offset(), new int[] {sizes[1], sizes[0]}, new int[] {1, sizes[1]});
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void panelsGiveTheBitsOfTheProduct(Kernels kernels) {
    for (int round = 0; round < 150; round++) {
      Workers.threads(1 + round % 3);
      int m = random.nextInt(round % 11 == 0 ? 0 : 1, 40);
      int k = random.nextInt(round % 5 == 0 ? 0 : 1, 700);
      int n = random.nextInt(round % 13 == 0 ? 0 : 1, 110);
      boolean special = round % 4 == 3;
      View a = draw(special, m, k);
      View weight = draw(special, n, k);
      View expected = FloatBits.empty(5, m, n);
      kernels.run(new MatmulCall(a, transposed(weight), expected));
      View panels =
          FloatBits.view(new float[PanelCopyCall.length(k, n)], 2, PanelCopyCall.length(k, n));
      Arrays.fill(((Floats) panels.storage()).array(), Float.NaN);
      View c = FloatBits.empty(5, m, n);
      kernels.run(new PanelCopyCall(transposed(weight), panels));
      kernels.run(new PanelMatmulCall(a, panels, c));
      assertThat(FloatBits.of(c)).as("%d × %d × %d", m, k, n).isEqualTo(FloatBits.of(expected));
    }
  }

  @Test
  void aRecordingWithASettledMatrixUsesPanelsAndRefreshesThem() {
    View a = draw(false, 8, 50);
    View weight = draw(false, 70, 50);
    View c = FloatBits.empty(0, 8, 70);
    Tape tape = Tape.record(() -> new MatmulCall(a, transposed(weight), c).run());
    tape.settle(weight.storage());
    tape.keep(c);
    Program program = Program.of(tape);
    for (int round = 0; round < 2; round++) {
      program.run();
      new MatmulCall(a, transposed(weight), c).run();
      View output = program.output(0);
      float[] found = ((Floats) output.storage()).array();
      assertThat(Arrays.copyOfRange(found, output.offset(), output.offset() + 560))
          .isEqualTo(((Floats) c.storage()).array());
      ((Floats) weight.storage()).array()[100] += 1;
      program.refresh();
    }
    assertThat(program.calls()).isEqualTo(1);
  }
}
