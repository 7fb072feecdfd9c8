package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.elementwise.AddCall;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.elementwise.UnaryCall;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.index.SelectAddCall;
import dev.adjoint.kernel.reduce.ReduceCall;
import dev.adjoint.kernel.softmax.CrossEntropyCall;
import dev.adjoint.kernel.softmax.CrossEntropyGradientCall;
import dev.adjoint.kernel.softmax.SoftmaxCall;
import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.kernel.work.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadCountTest {
  private static final int COUNT = 300_001;

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void theNumberOfThreadsDoesNotChangeABit(Kernels kernels) {
    int before = Workers.threads();
    try {
      Workers.threads(1);
      List<int[]> expected = results(kernels);
      for (int threads : new int[] {2, 5}) {
        Workers.threads(threads);
        assertThat(results(kernels)).usingRecursiveComparison().isEqualTo(expected);
      }
    } finally {
      Workers.threads(before);
    }
  }

  private static List<int[]> results(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(1);
    View x = FloatBits.view(FloatBits.ordinary(COUNT, random), 1, COUNT);
    View b = FloatBits.view(FloatBits.ordinary(COUNT, random), 2, COUNT);
    List<int[]> results = new ArrayList<>();
    View y = FloatBits.empty(0, COUNT);
    kernels.run(new UnaryCall(Unary.TANH, x, y));
    results.add(FloatBits.of(y));
    kernels.run(new BinaryCall(Binary.DIVIDE, x, b, y));
    results.add(FloatBits.of(y));
    kernels.run(new AddCall(x, y));
    results.add(FloatBits.of(y));
    View sum = FloatBits.empty(0);
    kernels.run(new ReduceCall(Reduction.SUM, x, sum, 1, COUNT, 1));
    results.add(FloatBits.of(sum));
    View columns = FloatBits.empty(0, 300);
    kernels.run(new ReduceCall(Reduction.SUM, x, columns, 1, 1000, 300));
    results.add(FloatBits.of(columns));
    View rows = FloatBits.empty(0, 1000);
    kernels.run(new ReduceCall(Reduction.SUM, x, rows, 1000, 300, 1));
    results.add(FloatBits.of(rows));
    View softmax = FloatBits.empty(0, 1000, 300);
    kernels.run(new SoftmaxCall(x, softmax, 1000, 300));
    results.add(FloatBits.of(softmax));
    long[] classes = random.longs(1000, 0, 300).toArray();
    View target = View.contiguous(new Longs(classes), 1000);
    View loss = FloatBits.empty(0, 1000);
    kernels.run(new CrossEntropyCall(x, target, loss, 1000, 300));
    results.add(FloatBits.of(loss));
    kernels.run(new CrossEntropyGradientCall(x, target, loss, softmax, 1000, 300));
    results.add(FloatBits.of(softmax));
    View table = FloatBits.empty(0, 7, 300);
    long[] places = random.longs(1000, 0, 7).toArray();
    kernels.run(
        new SelectAddCall(x, View.contiguous(new Longs(places), 1000), table, 1, 7, 1000, 300));
    results.add(FloatBits.of(table));
    View turned = x.with(1, new int[] {300, 1000}, new int[] {1, 300});
    View copy = FloatBits.empty(0, 300, 1000);
    kernels.run(new CopyCall(turned, copy));
    results.add(FloatBits.of(copy));
    return results;
  }
}
