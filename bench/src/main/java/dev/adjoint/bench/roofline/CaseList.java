package dev.adjoint.bench.roofline;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.tensor.RecordedFunction;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Kernel calls as they are put together, and random operands for them.
final class CaseList {

  private static final double WORD = Float.BYTES;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<KernelCase> cases = new ArrayList<>();

  Kernels kernels() {
    return Kernels.active();
  }

  List<KernelCase> cases() {
    return List.copyOf(cases);
  }

  /// F32 within −1 … 1.
  View view(int... sizes) {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    float[] array = new float[count];
    for (int i = 0; i < count; i++) {
      array[i] = random.nextFloat(-1, 1);
    }
    return View.contiguous(new Storage.Floats(array), sizes);
  }

  /// I64 within `0 … below − 1`.
  View indices(int count, int below) {
    return View.contiguous(
        new Storage.Longs(random.longs(count, 0, below).toArray()), new int[] {count});
  }

  /// @param words elements that must be read and written at least, each once
  void add(String name, double flops, double words, Runnable call) {
    cases.add(new KernelCase(name, flops, WORD * words, call));
  }

  /// Through a recording, which makes the same kernel calls into memory that is there.
  void function(String name, double flops, double words, View x, UnaryOperator<Tensor> f) {
    RecordedFunction recorded = RecordedFunction.of(f);
    Tensor input = TensorMemory.wrap(x);
    add(name, flops, words, () -> recorded.run(input));
  }
}
