package dev.adjoint.bench.roofline;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.UpdateKernels.AdamStep;
import dev.adjoint.kernel.View;
import dev.adjoint.tensor.CompiledFunction;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// The kernels at the sizes that the workloads have.
final class KernelCases {

  private static final double WORD = Float.BYTES;

  private final Kernels kernels = Kernels.active();
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<KernelCase> cases = new ArrayList<>();

  private KernelCases() {}

  static List<KernelCase> all() {
    KernelCases all = new KernelCases();
    all.matmul(64, 64, 64);
    all.matmul(256, 256, 256);
    all.matmul(1024, 1024, 1024);
    all.matmul(128, 784, 512);
    all.matmul(768, 128, 512);
    all.matmul(1, 784, 512);
    all.convolution(64, 32, 64, 26);
    all.convolution(32, 16, 16, 32);
    all.elementwise(16_384);
    all.elementwise(4 << 20);
    all.rows(768, 128);
    all.rows(128, 10);
    all.attention(12, 64, 4, 32);
    all.adam(535_818);
    return all.cases;
  }

  private View view(int... sizes) {
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

  private void add(String name, double flops, double words, Runnable call) {
    cases.add(new KernelCase(name, flops, WORD * words, call));
  }

  private void matmul(int m, int k, int n) {
    View a = view(m, k);
    View b = view(k, n);
    View c = view(m, n);
    add(
        "matmul %d × %d × %d".formatted(m, k, n),
        2.0 * m * k * n,
        (double) m * k + (double) k * n + (double) m * n,
        () -> kernels.matmul(a, b, c));
  }

  /// 3 × 3 without padding.
  private void convolution(int batch, int in, int out, int side) {
    int outSide = side - 2;
    Convolution how = new Convolution(1, 1, 0, 0, 1, 1, 1);
    View x = view(batch, in, side, side);
    View weight = view(out, in, 3, 3);
    View y = view(batch, out, outSide, outSide);
    double flops = 2.0 * batch * out * outSide * outSide * in * 9;
    double words = (double) x.count() + weight.count() + y.count();
    String sizes = " %d, %d → %d, %d²".formatted(batch, in, out, side);
    add("convolution" + sizes, flops, words, () -> kernels.convolution(how, x, weight, null, y));
    View dx = view(batch, in, side, side);
    add(
        "convolution data" + sizes,
        flops,
        words,
        () -> kernels.convolutionData(how, y, weight, dx));
    View dw = view(out, in, 3, 3);
    add("convolution weight" + sizes, flops, words, () -> kernels.convolutionWeight(how, y, x, dw));
  }

  private void elementwise(int count) {
    View a = view(count);
    View b = view(count);
    View y = view(count);
    View one = view(1);
    String size = " %,d".formatted(count);
    add("add" + size, count, 3.0 * count, () -> kernels.binary(Binary.ADD, a, b, y));
    add("relu" + size, count, 2.0 * count, () -> kernels.unary(Unary.RELU, a, y));
    add("exp" + size, count, 2.0 * count, () -> kernels.unary(Unary.EXP, a, y));
    add("tanh" + size, count, 2.0 * count, () -> kernels.unary(Unary.TANH, a, y));
    add("sum" + size, count, count, () -> kernels.reduce(Reduction.SUM, a, one, 1, count, 1));
  }

  private void rows(int rows, int length) {
    View x = view(rows, length);
    View y = view(rows, length);
    double count = (double) rows * length;
    String sizes = " %d × %d".formatted(rows, length);
    add("softmax" + sizes, 4 * count, 2 * count, () -> kernels.softmax(x, y, rows, length));
    Tensor gain = Tensor.ones(length);
    function(
        "layer norm" + sizes,
        7 * count,
        2 * count,
        Tensor.wrap(view(rows, length)),
        t -> t.layerNorm(gain, 1e-5));
  }

  private void attention(int rows, int length, int heads, int width) {
    double pairs = (double) rows * heads * length * length / 2;
    double words = 4.0 * rows * length * heads * width;
    function(
        "causal attention %d × %d, %d heads of %d".formatted(rows, length, heads, width),
        4 * pairs * width + 4 * pairs,
        words,
        Tensor.wrap(view(rows, length, 3 * heads * width)),
        t -> t.selfAttention(heads, true));
  }

  /// Through a recording, which makes the same kernel calls into memory that is there.
  private void function(
      String name, double flops, double words, Tensor x, UnaryOperator<Tensor> f) {
    CompiledFunction compiled = CompiledFunction.of(f);
    add(name, flops, words, () -> compiled.run(x));
  }

  private void adam(int count) {
    View[] values = {view(count)};
    View[] gradients = {view(count)};
    View[] means = {Tensor.zeros(dev.adjoint.tensor.ElementType.F32, Shape.of(count)).view()};
    View[] squares = {Tensor.zeros(dev.adjoint.tensor.ElementType.F32, Shape.of(count)).view()};
    AdamStep step = new AdamStep(1e-9, 0.9, 0.999, 1e-8, 1, 0, 1);
    add(
        "adam %,d".formatted(count),
        12.0 * count,
        7.0 * count,
        () -> kernels.adam(values, gradients, means, squares, step));
  }
}
