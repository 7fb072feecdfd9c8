package dev.adjoint.kernel.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.fourier.FourierCall;
import dev.adjoint.kernel.strided.DoubleBlocks;
import dev.adjoint.kernel.work.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The calls read and write views with an offset and give the same bits on any number of threads.
class MatrixCallsTest {

  private static final int BATCH = 40;
  private static final int N = 12;
  private static final int OFFSET = 5;

  private final int threads = Workers.threads();

  @AfterEach
  void restoreThreads() {
    Workers.threads(threads);
  }

  private static View input() {
    double[] values = new SplittableRandom(1).doubles(OFFSET + BATCH * N * N, -1, 1).toArray();
    for (int i = 0; i < BATCH; i++) {
      for (int k = 0; k < N; k++) {
        values[OFFSET + (i * N + k) * N + k] += 2 * N;
      }
    }
    return over(new Storage.Doubles(values), BATCH, N, N);
  }

  private static View over(Storage storage, int... sizes) {
    return new View(storage, OFFSET, sizes, View.contiguousStrides(sizes));
  }

  private static View output(int... sizes) {
    int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    return over(new Storage.Doubles(new double[OFFSET + count]), sizes);
  }

  private static View report() {
    return over(new Storage.Longs(new long[OFFSET + BATCH]), BATCH);
  }

  /// The values that every call writes, on so many threads.
  private static List<double[]> results(int count) {
    Workers.threads(count);
    View a = input();
    List<View> outputs = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      outputs.add(output(BATCH, N, N));
    }
    View short0 = output(BATCH, N);
    View short1 = output(BATCH, N);
    View[] single = {output(BATCH), output(BATCH), output(BATCH)};
    for (KernelCall call :
        List.of(
            new CholeskyCall(a, outputs.get(0), report(), BATCH, N),
            new SolveCall(a, a, outputs.get(1), report(), BATCH, N, N),
            new SolveTriangularCall(a, a, outputs.get(2), report(), BATCH, N, N, true, false),
            new QrCall(a, outputs.get(3), outputs.get(4), BATCH, N, N),
            new EighCall(a, short0, outputs.get(5), report(), BATCH, N),
            new SvdCall(a, outputs.get(6), short1, outputs.get(7), report(), BATCH, N, N),
            new FourierCall(a, outputs.get(8), BATCH * N, N / 2, false),
            new DeterminantCall(a, single[0], single[1], single[2], BATCH, N))) {
      call.run();
    }
    outputs.addAll(List.of(short0, short1, single[0], single[1], single[2]));
    return outputs.stream().map(view -> (double[]) view.storage().array()).toList();
  }

  @Test
  void threadsChangeNoBit() {
    List<double[]> one = results(1);
    for (int count = 2; count <= 3; count++) {
      List<double[]> several = results(count);
      for (int i = 0; i < one.size(); i++) {
        assertThat(several.get(i)).as("result %d on %d threads", i, count).isEqualTo(one.get(i));
      }
    }
  }

  @Test
  void nothingIsWrittenInFrontOfAView() {
    for (double[] result : results(1)) {
      assertThat(Arrays.copyOf(result, OFFSET)).containsOnly(0);
      assertThat(result[OFFSET]).isNotZero();
    }
  }

  @Test
  void aSolutionGivesTheRightSideAgain() {
    double[] a = DoubleBlocks.read(input(), 3, N * N);
    double[] b = new SplittableRandom(2).doubles(2 * N).toArray();
    double[] x = Lu.of(a.clone(), N).solve(b, 2);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < 2; j++) {
        double sum = 0;
        for (int k = 0; k < N; k++) {
          sum += a[i * N + k] * x[2 * k + j];
        }
        assertThat(sum).isCloseTo(b[2 * i + j], offset(1e-14));
      }
    }
  }
}
